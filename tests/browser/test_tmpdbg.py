from tests.browser.at_the_desk import Desk
def test_dbg(house, open_page):
    page, eye = open_page({"width":1280,"height":900})
    page.on("response", lambda r: print("RESP", r.status, r.request.method, r.url[:150]) if r.request.method=="POST" or r.status>=400 else None)
    desk = Desk(page, house, eye)
    pk=desk.find("Countryside, parks and flooding"); print("PK",pk)
    desk.go(f"pages/add/content/standardpage/{pk}/")
    page.locator("#id_title").fill("Dbg page")
    page.locator("#id_summary").fill("Some words for it.")
    page.wait_for_timeout(8000)
    print(page.url, eye.errors)
    page.screenshot(path="/tmp/dbg1.png")
    print(page.locator("footer").last.inner_text()[:500])
    assert 0
