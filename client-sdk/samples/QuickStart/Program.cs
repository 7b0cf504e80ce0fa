using System.Security.Cryptography;
using System.Text;
using Ledger.Client;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

// QuickStart GENESIS NODE CERTIFICATE KEY PIN: registers a market subject as a trading centre. Run again it does nothing again.
if (args is not [var genesisFile, var node, var certificate, var key, var pin])
{
    return Say("QuickStart GENESIS NODE CERTIFICATE KEY PIN", 2);
}

try
{
    var genesis = GenesisFile.Parse(File.ReadAllBytes(genesisFile));
    using var pair = KeyFile.TryOpen(key, pin, out var problem) ?? throw new IOException($"{key} does not open: {problem}.");
    var signer = ClientSigner.FromCertificate(genesis, File.ReadAllBytes(certificate), pair.CreateSigner());
    using var client = LedgerClient.Open(new LedgerClientOptions { Genesis = genesis, Node = new Uri(node), Signer = signer });
    const string uscc = "91440400MA4UWX0R6T";
    var call = new Call { Account = new AccountCall { RegisterSubject = new RegisterSubject { Uscc = uscc, Name = "珠海建设有限公司" } } };
    var operation = new SubmitOptions { BusinessKey = SHA256.HashData(Encoding.UTF8.GetBytes($"register {uscc}")) };
    var done = (await client.SubmitAsync(call, operation)).EnsureDone(); // final, with proof; a refusal is an exception
    Say($"transaction {done.Id} is final in block {done.Height}{(done.First is { } first ? $"; {first.Id} had done it" : "")}");
    done.Outcome!.Events.ToList().ForEach(happened => Say($"event: {happened.Type}"));
    var subject = await client.ReadAsync(AccountTables.Subjects, AccountTables.Subjects.Key(uscc)); // or a proof that there is none
    return Say($"subject as of height {subject.Height}: {subject.Record?.Name ?? "absent"}");
}
catch (Exception e) when (
    e is LedgerClientException or IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
{
    return Say(e.Message, 1);
}

static int Say(string line, int exitCode = 0)
{
    (exitCode == 0 ? Console.Out : Console.Error).WriteLine(line);
    return exitCode;
}
