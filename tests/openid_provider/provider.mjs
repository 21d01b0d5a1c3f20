// The OpenID provider of the tests: the certified `oidc-provider`, dressed as Microsoft Entra ID.
//
// Started by process.py with the client's secret and redirect address as words of the command line. It prints one line
// of JSON, its issuer, and ends when its standard input does. What people it knows and how it misbehaves is set over
// HTTP at /knobs, so that one provider serves every test of a session. Each token is issued by the real provider; the
// knob `tamper` signs it anew afterwards, changed.
import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'

import { SignJWT, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK } from 'jose'
import Provider from 'oidc-provider'

const [clientId, clientSecret] = process.argv.slice(2)

const ours = await makeKey('of-the-provider')
const strange = await makeKey('of-the-provider')

let redirectUris = new Set()
let person = {}
let behaviour = {}

const server = createServer().listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
const issuer = `http://127.0.0.1:${server.address().port}`

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: ['http://staff.localhost/never-used'],
    },
  ],
  jwks: { keys: [ours] },
  cookies: { keys: [randomUUID()] },
  pkce: { required: () => true },
  // Entra puts what it says about a person into the id token, not behind its userinfo address.
  conformIdTokenClaims: false,
  claims: { openid: ['sub', 'tid', 'oid', 'roles', 'acr', 'amr'], profile: ['name', 'preferred_username'], email: ['email'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...person }) }),
  // An administrator has consented for everybody, as councils do.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    })
    grant.addOIDCScope('openid profile email')
    await grant.save()
    return grant
  },
})
// The tests' sites have ports that are not known when the provider starts.
provider.Client.prototype.redirectUriAllowed = (address) => redirectUris.has(address)

provider.use(async (ctx, next) => {
  await next()
  if (ctx.oidc?.route === 'token' && ctx.body?.id_token && behaviour.tamper) {
    ctx.body.id_token = await tampered(ctx.body.id_token, behaviour.tamper)
  }
})

const answer = provider.callback()
server.on('request', async (request, response) => {
  const url = new URL(request.url, issuer)
  try {
    if (url.pathname === '/knobs') return await turnKnobs(request, response)
    if (url.pathname === '/favicon.ico') return response.writeHead(204).end()
    if (behaviour.down) return response.writeHead(503).end()
    if (url.pathname.startsWith('/interaction/')) return await interact(request, response)
    return answer(request, response)
  } catch (error) {
    console.error(error)
    response.writeHead(500).end()
  }
})
process.stdin.on('end', () => process.exit(0)).resume()
console.log(JSON.stringify({ issuer }))

async function makeKey(kid) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }
}

/** `{signature: true}` signs with a key of nobody's; `{unsigned: true}` not at all; `{claims: {...}}` replaces claims. */
async function tampered(token, { signature, unsigned, claims }) {
  const payload = { ...decodeJwt(token), ...claims }
  for (const [name, value] of Object.entries(payload)) if (value === null) delete payload[name]
  if (unsigned) {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
    return `${part({ alg: 'none', kid: ours.kid })}.${part(payload)}.`
  }
  const key = await importJWK(signature ? strange : ours, 'RS256')
  return new SignJWT(payload).setProtectedHeader(decodeProtectedHeader(token)).sign(key)
}

async function turnKnobs(request, response) {
  const knobs = JSON.parse(await bodyOf(request))
  redirectUris = new Set([...redirectUris, ...(knobs.redirect_uris ?? [])])
  person = knobs.person ?? {}
  behaviour = knobs.behaviour ?? {}
  response.writeHead(204).end()
}

/** The page on which a person says who they are. There is no password: whoever presses the button is the person. */
async function interact(request, response) {
  if (request.method === 'POST') {
    const result = behaviour.refuse
      ? { error: behaviour.refuse, error_description: 'AADSTS00000: said by the provider' }
      : { login: { accountId: person.oid ?? person.sub ?? 'somebody', amr: person.amr, acr: person.acr } }
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }
  await provider.interactionDetails(request, response)
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(`<!doctype html><html lang="en"><title>Test provider</title><main><h1>Pick an account</h1>
    <form method="post"><button>Continue as ${person.name ?? 'somebody'}</button></form></main></html>`)
}

async function bodyOf(request) {
  let body = ''
  for await (const piece of request) body += piece
  return body
}
