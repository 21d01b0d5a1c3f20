import time, random
import pytest
from accounts.models import User
from workplace.models import Profile
from audiences.admission import admit
from workplace.people.asked import Asked
from workplace.people.listing import listing
from workplace.people.skills import skills_named
from forms_engine.catalogue.models import Team
pytestmark = pytest.mark.django_db
def test_measure():
    random.seed(1)
    f=["Siân","Owain","Megan","Tomasz","Fatima","José","Peter","Zainab","Ngozi","Llŷr"]; l=["Jones","O’Brien","Davies","Wójcik","Ali","Griffiths","Smith","Etxeberria"]
    teams=[Team.objects.create(slug=f"t{i}",name=f"Team {i}") for i in range(60)]
    us=User.objects.bulk_create([User(name=f"{random.choice(f)} {random.choice(f)} {random.choice(l)}",email=f"p{i}@e.org",is_staff=True,password="!") for i in range(10000)])
    User.objects.bulk_create([User(name=f"Res {i}",email=f"r{i}@e.org",password="!") for i in range(100000)])
    ps=Profile.objects.bulk_create([Profile(user=u,team=random.choice(teams),office=f"Room {i%40}",phone=f"0300 555 {i:04}",job_title="Officer") for i,u in enumerate(us)])
    sk=skills_named([f"Skill {i}" for i in range(200)])
    T=Profile.skills.through
    T.objects.bulk_create([T(profile_id=p.pk,skill_id=random.choice(sk).pk) for p in ps])
    from django.db import connection
    connection.cursor().execute("analyze")
    pr=admit(us[0],"staff")
    for a in (Asked(),Asked(said="a",words="sian jones"),Asked(team="t3"),Asked(said="a",words="s m jones officer"),Asked(said="x",words="0300 555 1234"),Asked(letter="j")):
        ts=[]
        for _ in range(3):
            t=time.process_time(); w=time.time(); L=listing(pr,a); ts.append((round(time.time()-w,2),round(time.process_time()-t,2)))
        print("MEASURE",a.words or a.team or a.letter, L.number, ts)
