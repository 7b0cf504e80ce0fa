using Ledger.Cli.Views.Designs;
using Ledger.Client;
using Ledger.GuaranteePdf.Text;
using Ledger.Protocol.V1;
using Ledger.Schema.Judgements;

namespace Ledger.Cli.Previews;

/// <summary>What a command is about to do for good, as the person sees it before.</summary>
/// <param name="Title">The act.</param>
/// <param name="Content">What it says.</param>
/// <param name="Judgement">Who signs it, when, and what is doubtful.</param>
/// <param name="IsRehearsal">Whether the chain is a rehearsal.</param>
internal sealed record Preview(
    (string English, string Chinese) Title, Document Content, CallJudgement Judgement, bool IsRehearsal)
{
    /// <summary>What the chain would refuse; null where nothing is foreseen. To people it is said as every refusal is.</summary>
    internal Refusal? Refusal { get; init; }

    /// <summary>The preview for programs.</summary>
    internal Document Document => new()
    {
        ["act"] = Title.English,
        ["rehearsal"] = IsRehearsal,
        ["signer_uscc"] = Judgement.SignerUscc,
        ["signer_name"] = Judgement.SignerName,
        ["time"] = Datum.Time(Judgement.Time),
        ["content"] = Content,
        ["warnings"] = Datum.List(Judgement.Warnings.Select(Of)),
        ["refusal"] = Refusal is null ? null : Documents.Of(Refusal),
        ["sent"] = false,
    };

    /// <summary>A warning for programs.</summary>
    internal static Document Of(CallWarning warning) => new()
    {
        ["kind"] = warning.Kind.ToString(),
        ["field"] = warning.Field,
        ["message"] = warning.Words,
        ["message_zh"] = warning.ChineseWords,
    };

    /// <summary>The preview for people: amounts in capitals too and times in full, for a slip shows there.</summary>
    internal void Write(Screen screen)
    {
        screen.Heading(
            screen.Say(
                $"You are about to sign and send, for good: {Title.English.ToLowerInvariant()}", $"即将签署并提交，不可撤回：{Title.Chinese}"));
        Footer.Rehearsal(screen, IsRehearsal);
        screen.Line();
        TextView.WriteFields(screen, InFull(screen, Content), 2);
        screen.Line();
        screen.Line($"{screen.Say("signed by", "签署人")} {Judgement.SignerName} {Judgement.SignerUscc}".TrimEnd(), 2);
        foreach (var warning in Judgement.Warnings)
        {
            var words = Moments.InProse(screen.Say(warning.Words, warning.ChineseWords));
            screen.Line($"! {Vocabulary.Label(warning.Field, screen.IsChinese)}: {words}", 2);
        }

        screen.Line();
    }

    /// <summary>¥800,000.00 人民币捌拾万元整: a slip between fen and yuan is seen.</summary>
    internal static string YuanInFull(long fen) =>
        fen is > 0 and <= AmountInCapitals.FenMax ? $"{Moments.Yuan(fen)} {AmountInCapitals.Of(fen)}" : Moments.Yuan(fen);

    private Document InFull(Screen screen, Document document)
    {
        var shown = new Document();
        foreach (var (name, value) in document)
        {
            shown[name] = InFull(screen, value);
        }

        return shown;
    }

    private Datum InFull(Screen screen, Datum value) => value switch
    {
        Datum.Instant instant => new Datum.Text(Moments.InFull(instant.Ms, Judgement.Time, screen.IsChinese)),
        Datum.Amount amount => new Datum.Text(YuanInFull(amount.Fen)),
        Datum.Items items => Datum.List(items.Values.Select(item => InFull(screen, item))),
        Document inner => InFull(screen, inner),
        _ => value,
    };
}
