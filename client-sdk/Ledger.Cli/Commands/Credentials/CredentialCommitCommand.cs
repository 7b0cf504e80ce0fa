using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Cli.Previews;
using Ledger.Passports.Credentials;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Credentials;

internal sealed class CredentialCommitCommand : CliCommand
{
    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the subject's file is written: every field with its salt. Give it to the subject alone, and keep no copy.",
        HelpName = "FILE",
        Required = true,
    };
    internal CredentialCommitCommand(CliContext context)
        : base(
            "commit",
            "Commit to every field of a record, as its issuer, so that the subject can show some of them without the others. Again for " +
            "the same record: the file of before is worth nothing from then on.",
            "ledger credential commit 91350100M000100Y43 --record-id 9c1f0a52b7d84e6680f3c2d1a4e5b697 --out credential.json " +
            "--key authority.key")
    {
        IssuedRecord.AddTo(this);
        Add(Out);
        DoesForGood(context, CommitAsync);
    }

    private static async Task<int> CommitAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var path = invocation.Value(Out);
        if (System.IO.File.Exists(path))
        {
            throw CliException.Usage($"{path} is there already; name a new file.", $"{path} 已存在，请另取文件名。");
        }

        var signer = await invocation.FindSignerAsync(cancellationToken);
        var client = invocation.Open(signer);
        var recorded = (await IssuedRecord.ReadAsync(invocation, client, cancellationToken)).Record.Recorded;
        var file = Make(invocation, recorded, signer);
        var call = new CommitFields
        {
            SubjectUscc = recorded.SubjectUscc,
            RecordId = recorded.RecordId,
            CommitmentsDigest = ByteString.CopyFrom(CredentialFiles.DigestOf(invocation.Genesis, file).ToArray()),
        };
        var calls = new[] { new Call { Credential = new CredentialCall { CommitFields = call } } };
        if (await FinalAct.SendAsync(invocation, client, calls, cancellationToken) is not { } result)
        {
            return Confirmation.CodeOfUndone(invocation);
        }

        var document = Documents.Of(result);
        if (Outcome.CodeOf(result) != ExitCode.Refused)
        {
            MessageFile.WriteNewSecret(path, file);
            document["file"] = path;
        }

        return Outcome.Show(invocation, ("commitments", "字段承诺"), result, document);
    }

    private static CredentialFile Make(Invocation invocation, RecordCredential recorded, Ledger.Client.ClientSigner signer)
    {
        try
        {
            return CredentialFiles.Make(
                invocation.Genesis, recorded, IssuedRecord.ReadPersons(invocation), signer.CertificateId, signer.Key);
        }
        catch (InvalidDataException e)
        {
            throw CliException.Usage($"{IssuedRecord.Persons.Name}: {e.Message}", $"{IssuedRecord.Persons.Name} 有误：{e.Message}");
        }
    }
}
