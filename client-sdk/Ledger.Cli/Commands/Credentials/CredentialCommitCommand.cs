using System.CommandLine;
using System.Text.Json;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Calls;
using Ledger.Cli.Previews;
using Ledger.Passports.Credentials;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Cli.Commands.Credentials;

internal sealed class CredentialCommitCommand : CliCommand
{
    private static readonly Argument<string> Uscc = new("USCC") { Description = "统一社会信用代码 of the subject." };
    private static readonly Option<string> RecordId = new("--record-id")
    {
        Description = "The record's id, as `credential list` shows it.",
        HelpName = "HEX",
        Required = true,
    };
    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the subject's file is written: every field with its salt. Give it to the subject alone, and keep no copy.",
        HelpName = "FILE",
        Required = true,
    };
    private static readonly Option<string?> Persons = new("--persons")
    {
        Description = "JSON of the fields about persons, which the chain never has: representative_name, manager_name, person_name or " +
            "person_identity, as the record's kind has them; each may be left out.",
        HelpName = "FILE",
    };

    internal CredentialCommitCommand(CliContext context)
        : base(
            "commit",
            "Commit to every field of a record, as its issuer, so that the subject can show some of them without the others. Again for " +
            "the same record: the file of before is worth nothing from then on.",
            "ledger credential commit 91350100M000100Y43 --record-id 9c1f0a52b7d84e6680f3c2d1a4e5b697 --out credential.json " +
            "--key authority.key")
    {
        Add(Uscc);
        Add(RecordId);
        Add(Out);
        Add(Persons);
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
        var (uscc, id) = (TypedText.Plain(invocation.Value(Uscc)), FieldReader.Hex(invocation.Value(RecordId), RecordId.Name));
        var found = await client.ReadAsync(
            CredentialTables.Records, CredentialTables.RecordKey(uscc, id.Span), cancellationToken: cancellationToken);
        if (found.Record is not { } record)
        {
            throw CliException.NotFound(
                $"{uscc} has no record {invocation.Value(RecordId)}.", $"{uscc} 没有记录 {invocation.Value(RecordId)}。");
        }

        var file = Make(invocation, record.Recorded, signer);
        var call = new CommitFields
        {
            SubjectUscc = uscc,
            RecordId = id,
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
            return CredentialFiles.Make(invocation.Genesis, recorded, ReadPersons(invocation), signer.CertificateId, signer.Key);
        }
        catch (ArgumentException e)
        {
            throw CliException.Usage($"{Persons.Name}: {e.Message}", $"{Persons.Name} 有误：{e.Message}");
        }
    }

    private static Dictionary<string, string> ReadPersons(Invocation invocation)
    {
        if (invocation.Value(Persons) is not { } path)
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(
                EncodedFile.ReadText(path, invocation.Context), new JsonSerializerOptions { AllowDuplicateProperties = false }) ?? [];
        }
        catch (JsonException e)
        {
            throw CliException.Usage(
                $"{path} is no JSON object of texts: {e.Message}", $"{path} 不是各值均为文字的 JSON 对象：{e.Message}");
        }
    }
}
