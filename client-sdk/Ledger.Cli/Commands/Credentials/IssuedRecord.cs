using System.CommandLine;
using System.Text.Json;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Calls;
using Ledger.Client;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Cli.Commands.Credentials;

/// <summary>The record that its issuer makes a file of for the subject: which it is, and what the chain does not have of it.</summary>
internal static class IssuedRecord
{
    /// <summary>The fields about persons.</summary>
    internal static readonly Option<string?> Persons = new("--persons")
    {
        Description = "JSON of the fields about persons, which the chain never has: representative_name, manager_name, person_name or " +
            "person_identity, as the record's kind has them; each may be left out.",
        HelpName = "FILE",
    };

    private static readonly Argument<string> Uscc = new("USCC") { Description = "统一社会信用代码 of the subject." };
    private static readonly Option<string> RecordId = new("--record-id")
    {
        Description = "The record's id, as `credential list` shows it.",
        HelpName = "HEX",
        Required = true,
    };

    internal static void AddTo(Command command)
    {
        command.Add(Uscc);
        command.Add(RecordId);
        command.Add(Persons);
    }

    /// <summary>The record as the chain has it, proven, and the time of the block.</summary>
    internal static async Task<(CredentialRecord Record, long BlockTime)> ReadAsync(
        Invocation invocation, LedgerClient client, CancellationToken cancellationToken)
    {
        var (uscc, id) = (TypedText.Plain(invocation.Value(Uscc)), FieldReader.Hex(invocation.Value(RecordId), RecordId.Name));
        var found = await client.ReadAsync(
            CredentialTables.Records, CredentialTables.RecordKey(uscc, id.Span), cancellationToken: cancellationToken);
        return found.Record is { } record ? (record, found.Time) : throw CliException.NotFound(
            $"{uscc} has no record {invocation.Value(RecordId)}.", $"{uscc} 没有记录 {invocation.Value(RecordId)}。");
    }

    /// <summary>The values of the fields about persons; none where no file is given.</summary>
    internal static Dictionary<string, string> ReadPersons(Invocation invocation)
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
