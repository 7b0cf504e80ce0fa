using Ledger.Client;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using Ledger.Terminal;

namespace Ledger.Rehearsal.Clock;

/// <summary>
/// What passes when the clock of a rehearsal is moved: the chain's own deadlines by name, and what nodes keep for a time.
/// </summary>
internal sealed class ClockJump
{
    private const int ShownMax = 8;

    private ClockJump(long from, long to) => (From, To) = (from, to);

    /// <summary>Block time now, UTC milliseconds.</summary>
    internal long From { get; }

    /// <summary>Block time afterwards.</summary>
    internal long To { get; }

    private List<(string What, long At)> Openings { get; } = [];

    private List<(string What, long At)> Certificates { get; } = [];

    private List<(string What, long At)> Guarantees { get; } = [];

    /// <summary>Reads, with proofs, what ends between now and then.</summary>
    /// <exception cref="LedgerClientException">The node is unreachable, or its answer does not verify.</exception>
    internal static async Task<ClockJump> ReadAsync(LedgerClient client, TimeSpan step, CancellationToken cancellationToken)
    {
        var from = (await client.GetStatusAsync(cancellationToken)).BlockTime;
        var jump = new ClockJump(from, from + (long)step.TotalMilliseconds);
        await foreach (var page in client.ListPagesAsync(TenderTables.Sections.Prefix.ToArray(), 0, cancellationToken))
        {
            jump.Take(jump.Openings, page, Section.Parser, section => (section.Announced.SectionCode, section.OpeningTime));
        }

        await foreach (var page in client.ListPagesAsync(AccountTables.Certificates.Prefix.ToArray(), 0, cancellationToken))
        {
            jump.Take(
                jump.Certificates, page, CertificateRecord.Parser, certificate => (certificate.Uscc, EndOf(certificate)));
        }

        await foreach (var page in client.ListPagesAsync(GuaranteeTables.Guarantees.Prefix.ToArray(), 0, cancellationToken))
        {
            jump.Take(
                jump.Guarantees, page, Guarantee.Parser,
                guarantee => guarantee is { State: GuaranteeState.Revealed, Terms: { } terms }
                    ? (terms.GuaranteeNo, terms.ValidUntil)
                    : (string.Empty, 0));
        }

        return jump;
    }

    /// <summary>For programs.</summary>
    internal Document Document => new()
    {
        ["from"] = Datum.Time(From),
        ["to"] = Datum.Time(To),
        ["openings"] = Rows(Openings),
        ["certificates_end"] = Rows(Certificates),
        ["guarantees_end"] = Rows(Guarantees),
    };

    /// <summary>For people.</summary>
    internal void Write(Screen screen)
    {
        screen.Heading(screen.Say("The rehearsal's clock moves forward, and never back", "演练时钟将前移，不可回退"));
        screen.Line();
        screen.Pairs(
        [
            (screen.Say("from", "自"), Moments.Show(From)),
            (screen.Say("to", "至"), Moments.InFull(To, From, screen.IsChinese)),
        ]);
        screen.Line();
        Say(screen, Openings, screen.Say("sections whose opening time comes", "到达开标时间的标段"));
        Say(screen, Certificates, screen.Say("certificates that end", "到期的证书"));
        Say(screen, Guarantees, screen.Say("guarantees that end", "失效的保函"));
        screen.Line(screen.Say(
            "Whatever the nodes keep for a time ends by the same clock: scan sessions, letters that nobody fetched (10 days; 60 of an " +
            "address on a card), documents whose lease ends, transactions that wait.",
            "节点限期保存的内容同样按此时钟到期：扫码会话、无人领取的信件（10 天；名片所列地址 60 天）、租期届满的文件、待处理交易。"));
        screen.Line();
    }

    private static long EndOf(CertificateRecord certificate) => certificate.RevokedAt == 0 ? certificate.NotAfter : 0;

    private void Take<TRecord>(
        List<(string What, long At)> into, StateListing page, Google.Protobuf.MessageParser<TRecord> parser,
        Func<TRecord, (string What, long At)> read)
        where TRecord : Google.Protobuf.IMessage<TRecord> =>
        into.AddRange(page.Entries.Select(entry => read(parser.ParseFrom(entry.Value.Span))).Where(one => one.At > From && one.At <= To));

    private static Datum Rows(List<(string What, long At)> all) => Datum.List(all.OrderBy(one => one.At)
        .Select(one => new Document { ["name"] = one.What, ["time"] = Datum.Time(one.At) }));

    private static void Say(Screen screen, List<(string What, long At)> all, string title)
    {
        screen.Line($"{title}: {all.Count}");
        foreach (var (what, at) in all.OrderBy(one => one.At).Take(ShownMax))
        {
            screen.Line($"{Moments.Show(at)}  {what}", 2);
        }

        if (all.Count > ShownMax)
        {
            screen.Line(screen.Say($"and {all.Count - ShownMax} more (--json shows all)", $"另有 {all.Count - ShownMax} 项（--json 全部列出）"), 2);
        }
    }
}
