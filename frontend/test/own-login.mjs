// An organisation's own login, for the tests: `node own-login.mjs STAFF_REDIRECT RESIDENT_REDIRECT`.
// Anybody may log in under any name. It insists on telling names and mail addresses.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: ["werkcentrum", "mijn-werkcentrum"].map((name, index) => ({
      client_id: name,
      client_secret: "geheim",
      redirect_uris: [process.argv[2 + index]],
      subject_type: "pairwise",
    })),
    claims: { openid: ["sub", "name", "email"] },
    conformIdTokenClaims: false,
    subjectTypes: ["public", "pairwise"],
    pairwiseIdentifier: (_ctx, account, client) =>
      createHash("sha256").update(client.clientId + account).digest("hex"),
    findAccount: (_ctx, name) => ({
      accountId: name,
      claims: () => ({ sub: name, name: `${name} Jansen`, email: `${name}@gemeente.example` }),
    }),
    pkce: { required: () => true },
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
