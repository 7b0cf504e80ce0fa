using Ledger.Client;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

// QuickStart GENESIS NODE CERTIFICATE KEY PIN: registers a market subject as a trading centre.
var genesis = GenesisFile.Parse(File.ReadAllBytes(args[0]));
using var pair = KeyFile.TryOpen(args[3], args[4], out var problem)
    ?? throw new InvalidOperationException($"The key file does not open: {problem}.");
using var client = LedgerClient.Open(new LedgerClientOptions
{
    Genesis = genesis,
    Node = new Uri(args[1]),
    Signer = ClientSigner.FromCertificate(genesis, File.ReadAllBytes(args[2]), pair.CreateSigner()),
});

// Submit, and await finality. Proofs are checked by default.
const string uscc = "91440400MA4UWX0R6T";
var call = new Call { Account = new AccountCall { RegisterSubject = new RegisterSubject { Uscc = uscc, Name = "珠海建设有限公司" } } };
var result = await client.SubmitAsync(call);
Console.WriteLine($"transaction {result.Id} is final in block {result.Height}, done: {result.IsDone}");

// Subscribe: each final event once and in order, from the first on.
await foreach (var record in client.SubscribeAsync())
{
    Console.WriteLine($"event {record.Cursor}: {record.Event.Type}");
    if (record.TransactionId.Span.SequenceEqual(result.Id.ToArray()))
    {
        break;
    }
}

// Read with proof: the record, or that there is none.
var subject = await client.ReadAsync(AccountTables.Subjects, AccountTables.Subjects.Key(uscc));
Console.WriteLine($"subject as of height {subject.Height}: {subject.Record?.Name ?? "absent"}");
