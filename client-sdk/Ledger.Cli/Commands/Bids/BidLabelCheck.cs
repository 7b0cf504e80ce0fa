using Ledger.BidFiles;
using Ledger.Certificates;
using Ledger.Certificates.Profiles;
using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Judgements;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Commands.Bids;

/// <summary>
/// What a bid is said to be for, before it is encrypted: a mistake would show at the opening, when the bid cannot be decrypted and nothing
/// mends it. By the codes' own shape, by the bidder's certificate, and by the chain where a genesis file is given.
/// </summary>
internal static class BidLabelCheck
{
    /// <summary>Refuses what is wrong, and says what is doubtful.</summary>
    /// <param name="invocation">The run.</param>
    /// <param name="label">Section and bidder.</param>
    /// <param name="own">The bidder's own encryption certificate.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <exception cref="CliException">A code has not its shape, or the certificate is another's.</exception>
    internal static async Task RunAsync(
        Invocation invocation, BidFileLabel label, Certificate? own, CancellationToken cancellationToken)
    {
        if (TradeCodes.Section(label.SectionCode) is { IsRefused: true } refused)
        {
            throw CliException.Usage($"--section: {refused.Detail}", $"--section {label.SectionCode} 不是标段(包)编号：应为 23 位。");
        }

        if (!UnifiedSocialCreditCode.HasShape(label.BidderUscc))
        {
            throw CliException.Usage(
                $"--bidder {label.BidderUscc} does not have the shape of a unified social credit code.",
                $"--bidder {label.BidderUscc} 不是统一社会信用代码。");
        }

        RequireOwn(label.BidderUscc, own);
        if (CallWarning.OfCode("bidder_uscc", label.BidderUscc) is { } doubt)
        {
            invocation.Warnings.Say(doubt.Words, doubt.ChineseWords);
        }

        if (invocation.Common(CommonOptions.Genesis, "LEDGER_GENESIS") is not null)
        {
            await CompareAsync(invocation, label, cancellationToken);
        }
    }

    // Which CA's profile it is of nobody says here: one that finds the bidder's code is enough.
    private static void RequireOwn(string bidder, Certificate? own)
    {
        var codes = own is null
            ? []
            : CaProfiles.All.Select(profile => profile.Identify(own))
                .Where(identity => identity?.Kind == OrganizationCodeKind.UnifiedSocialCreditCode).Select(identity => identity!.Code)
                .Where(UnifiedSocialCreditCode.HasShape).Distinct(StringComparer.Ordinal).ToList();
        if (codes.Count > 0 && !codes.Contains(bidder))
        {
            var (code, subject) = (string.Join(", ", codes), own!.Subject);
            throw CliException.Usage(
                $"--bidder is {bidder}, and the first certificate of --to is of {code} ({subject}): your own stands first.",
                $"--bidder 为 {bidder}，而 --to 的第一张证书属于 {code}（{subject}）；第一张应为本单位的加密证书。");
        }
    }

    private static async Task CompareAsync(Invocation invocation, BidFileLabel label, CancellationToken cancellationToken)
    {
        try
        {
            var client = invocation.OpenReader();
            var section = await client.ReadAsync(
                TenderTables.Sections, TenderTables.Sections.Key(label.SectionCode), cancellationToken: cancellationToken);
            if (section.Record is not { } record)
            {
                invocation.Warnings.Say(
                    $"The chain has no section {label.SectionCode}. Compare the code with the tender document's.",
                    $"链上没有标段 {label.SectionCode}，请与招标文件核对编号。");
            }
            else if (SectionRules.EffectiveState(record, section.Time) is var state
                && state is not (SectionState.Announced or SectionState.Postponed))
            {
                var word = Vocabulary.Word(nameof(SectionState), state.ToString());
                invocation.Warnings.Say(
                    $"Section {label.SectionCode} is {word}: it takes no bids.", $"标段 {label.SectionCode} 为“{word}”，不再接受投标。");
            }

            var subject = await client.ReadAsync(
                AccountTables.Subjects, AccountTables.Subjects.Key(label.BidderUscc), cancellationToken: cancellationToken);
            if (subject.Record is null)
            {
                invocation.Warnings.Say(
                    $"{label.BidderUscc} is registered nowhere on the chain. Compare the code.", $"{label.BidderUscc} 未在链上登记，请核对代码。");
            }
        }
        catch (LedgerClientException e)
        {
            invocation.Warnings.Say(
                $"Section and bidder were not compared with the chain: {e.Message}", $"未能与链上核对标段和投标人：{e.Message}");
        }
    }
}
