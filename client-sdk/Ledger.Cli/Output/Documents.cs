using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Guarantees;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Output;

/// <summary>The JSON documents of what the SDK gives. Ids and hashes are hex, times RFC 3339 in UTC, amounts in fen.</summary>
internal static class Documents
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    internal const string RuleInChinese = "rule_zh";
    internal const string RemedyInChinese = "remedy_zh";

    internal static JsonNode Of(IMessage message) => JsonNode.Parse(Formatter.Format(message))!;

    internal static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);

    internal static string? Time(long milliseconds) => milliseconds == 0
        ? null
        : DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, 253402300799999)).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    internal static JsonObject Of(TransactionResult result)
    {
        var document = new JsonObject
        {
            ["id"] = result.Id.ToString(),
            ["fate"] = result.Fate.ToString(),
            ["height"] = result.Height,
            ["index"] = result.Index,
            ["proven"] = result.IsProven,
            ["time"] = Time(result.BlockTime),
            ["not_after"] = Time(result.NotAfter ?? 0),
        };
        if (result.Outcome is not { } outcome)
        {
            return document;
        }

        var code = (RefusalCode)outcome.Code;
        document["done"] = result.IsDone;
        document["code"] = outcome.Code;
        var text = RefusalCatalog.Find(code);
        document["name"] = code == RefusalCode.None ? "OK" : text?.Name ?? "UNKNOWN_CODE";
        document["detail"] = outcome.Detail;
        if (text is not null)
        {
            document["rule"] = text.Rule;
            document["remedy"] = text.Remedy;
            document[RuleInChinese] = text.Chinese.Rule;
            document[RemedyInChinese] = text.Chinese.Remedy;
        }

        document["repeats"] = result.First?.Id.ToString();
        if (code == RefusalCode.OtherContent)
        {
            document["first_transaction"] = Hex(outcome.FirstTransaction);
            document["first_content"] = Hex(outcome.FirstContent);
        }

        document["events"] = new JsonArray([.. outcome.Events.Select(happened => (JsonNode)new JsonObject
        {
            ["type"] = happened.Type,
            ["key"] = StateKeys.Show(happened.Key.Span),
        })]);
        return document;
    }

    internal static JsonArray Of(IEnumerable<RejectedGuarantee> rejected) =>
        new([.. rejected.Select(one => (JsonNode)new JsonObject { ["id"] = Hex(one.GuaranteeId), ["reason"] = one.Reason })]);

    internal static JsonObject Of(Guarantee guarantee) => new()
    {
        ["id"] = Hex(guarantee.GuaranteeId),
        ["state"] = guarantee.State.ToString(),
        ["issuer_uscc"] = guarantee.IssuerUscc,
        ["issued_at"] = Time(guarantee.IssuedAt),
        ["commitment"] = Hex(guarantee.Commitment),
        ["guarantee_no"] = guarantee.Terms?.GuaranteeNo,
        ["section_code"] = guarantee.Terms?.SectionCode,
        ["applicant_uscc"] = guarantee.Terms?.ApplicantUscc,
        ["applicant_name"] = guarantee.Terms?.ApplicantName,
        ["beneficiary_uscc"] = guarantee.Terms?.BeneficiaryUscc,
        ["amount_fen"] = guarantee.Terms?.AmountFen,
        ["valid_until"] = Time(guarantee.Terms?.ValidUntil ?? 0),
        ["revealed_at"] = Time(guarantee.RevealedAt),
        ["ended_at"] = Time(guarantee.EndedAt),
        ["paid_fen"] = guarantee.PaidFen,
        ["claim"] = guarantee.Claim is null ? null : Of((IMessage)guarantee.Claim),
    };
}
