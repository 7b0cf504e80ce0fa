using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Client;
using Ledger.Client.Guarantees;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Views;

/// <summary>The documents of what the SDK gives.</summary>
internal static class Documents
{
    internal const string RuleInChinese = "rule_zh";
    internal const string RemedyInChinese = "remedy_zh";
    internal const string MessageInChinese = "message_zh";

    internal static Document Of(TransactionResult result)
    {
        var document = new Document
        {
            ["transaction"] = Datum.NextId(result.Id.ToArray()),
            ["fate"] = Datum.Word(result.Fate),
            ["height"] = result.Height,
            ["index"] = result.Index,
            ["proven"] = result.IsProven,
            ["time"] = Datum.Time(result.BlockTime),
            ["not_after"] = Datum.Time(result.NotAfter ?? 0),
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

        document["repeats"] = result.First is { } first ? Datum.NextId(first.Id.ToArray()) : null;
        if (code == RefusalCode.OtherContent)
        {
            document["first_transaction"] = Datum.NextId(outcome.FirstTransaction.Span);
            document["first_content"] = Datum.Id(outcome.FirstContent);
        }

        document["events"] = Datum.List(outcome.Events.Select(happened => new Document
        {
            ["type"] = happened.Type,
            ["key"] = StateKeys.Show(happened.Key.Span),
        }));
        return document;
    }

    /// <summary>A refusal: its code, and rule and remedy in both languages.</summary>
    internal static Document Of(Refusal refusal) => new()
    {
        ["code"] = refusal.Code,
        ["name"] = refusal.Name,
        ["detail"] = refusal.Message,
        ["rule"] = refusal.Rule,
        ["remedy"] = refusal.Remedy,
        [RuleInChinese] = refusal.RuleZh,
        [RemedyInChinese] = refusal.RemedyZh,
    };

    /// <summary>What a library reports as JSON of its own: words, numbers and lists.</summary>
    internal static Document FromJson(JsonObject json)
    {
        var document = new Document();
        foreach (var (name, value) in json)
        {
            document[name] = FromJson(value);
        }

        return document;
    }

    internal static Datum Of(IEnumerable<RejectedGuarantee> rejected) =>
        Datum.List(rejected.Select(one => new Document
        {
            ["id"] = Datum.Id(one.GuaranteeId),
            ["reason"] = one.Reason,
            ["reason_zh"] = one.ReasonZh,
        }));

    private static Datum? FromJson(JsonNode? node) => node switch
    {
        null => null,
        JsonObject inner => FromJson(inner),
        JsonArray items => Datum.List(items.Select(FromJson)),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => (bool?)true,
            JsonValueKind.False => (bool?)false,
            JsonValueKind.Number => new Datum.Number(decimal.Parse(node.ToJsonString(), CultureInfo.InvariantCulture)),
            _ => (Datum?)node.GetValue<string>(),
        },
    };

    internal static Document Of(Guarantee guarantee) => new()
    {
        ["id"] = Datum.Id(guarantee.GuaranteeId),
        ["state"] = Datum.Word(guarantee.State),
        ["issuer_uscc"] = guarantee.IssuerUscc,
        ["issued_at"] = Datum.Time(guarantee.IssuedAt),
        ["commitment"] = Datum.Id(guarantee.Commitment),
        ["guarantee_no"] = guarantee.Terms?.GuaranteeNo,
        ["section_code"] = guarantee.Terms?.SectionCode,
        ["applicant_uscc"] = guarantee.Terms?.ApplicantUscc,
        ["applicant_name"] = guarantee.Terms?.ApplicantName,
        ["beneficiary_uscc"] = guarantee.Terms?.BeneficiaryUscc,
        ["amount_fen"] = Datum.Money(guarantee.Terms?.AmountFen),
        ["valid_until"] = Datum.Time(guarantee.Terms?.ValidUntil ?? 0),
        ["revealed_at"] = Datum.Time(guarantee.RevealedAt),
        ["ended_at"] = Datum.Time(guarantee.EndedAt),
        ["release_reason"] = guarantee.ReleaseReason == ReleaseReason.Unspecified ? null : Datum.Word(guarantee.ReleaseReason),
        ["paid_fen"] = Datum.Money(guarantee.PaidFen),
        ["claim"] = guarantee.Claim is null ? null : MessageDocuments.Of(guarantee.Claim),
    };
}
