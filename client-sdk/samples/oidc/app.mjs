// A centre's web application that has its users log in at the centre's provider (docs/integration/oidc.md):
//   node app.mjs ISSUER CLIENT_ID SECRET_FILE PORT
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import * as oidc from 'openid-client';

const [issuer, clientId, secretFile, port] = process.argv.slice(2);
const home = `http://127.0.0.1:${port}`;
const secret = readFileSync(secretFile, 'utf8').trim();

// Plain HTTP is for trying on one machine; leave this option out everywhere else.
const options = issuer.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : undefined;
const provider = await oidc.discovery(new URL(issuer), clientId, secret, undefined, options);

// What this browser is waiting for: with its cookie alone an answer is taken, and once.
const waiting = new Map();

async function begin(response) {
  const verifier = oidc.randomPKCECodeVerifier();
  const expected = { pkceCodeVerifier: verifier, expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce(), idTokenExpected: true };
  const session = randomBytes(32).toString('hex');
  waiting.set(session, expected);
  const address = oidc.buildAuthorizationUrl(provider, {
    redirect_uri: `${home}/callback`,
    scope: 'openid subject powers',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: expected.expectedState,
    nonce: expected.expectedNonce,
  });
  response.writeHead(303, { location: address.href, 'set-cookie': `app=${session}; HttpOnly; SameSite=Lax; Path=/` }).end();
}

async function finish(request, response) {
  const session = /(?:^|; )app=([0-9a-f]{64})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1];
  const expected = waiting.get(session);
  waiting.delete(session);
  if (!expected) throw new Error('this browser waits for no login');
  const tokens = await oidc.authorizationCodeGrant(provider, new URL(request.url, home), expected);
  const claims = tokens.claims();
  const user = await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub);
  const logout = oidc.buildEndSessionUrl(provider, { id_token_hint: tokens.id_token, post_logout_redirect_uri: `${home}/bye` });
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ claims, user, logout: logout.href }));
}

const server = http.createServer(async (request, response) => {
  try {
    const { pathname } = new URL(request.url, home);
    if (pathname === '/') await begin(response);
    else if (pathname === '/callback') await finish(request, response);
    else if (pathname === '/bye') response.writeHead(200).end('bye\n');
    else response.writeHead(404).end();
  } catch (e) {
    response.writeHead(400, { 'content-type': 'text/plain' }).end(`${e.error ?? e.code ?? 'refused'}: ${e.error_description ?? e.cause?.message ?? e.message}\n`);
  }
});
server.listen(Number(port), '127.0.0.1', () => console.log(`${home} is up`));
