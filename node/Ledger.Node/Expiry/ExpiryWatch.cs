using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Membership;
using Ledger.State;

namespace Ledger.Node;

/// <summary>
/// Looks at what expires in the state of final blocks: CAs' certificates, revocation lists, registered certificates. At most once a minute
/// of block time and of the node's pace, and never at more than so many entries: a large state is walked in several looks. Used by the
/// chain's writer alone.
/// </summary>
public sealed class ExpiryWatch
{
    private static readonly string[] Kinds = ["anchor", "intermediate", "licence", "crl", "member", "certificate", "tls"];
    private static readonly byte[][] Prefixes =
    [
        CaTrustTables.Authorities.Prefix.ToArray(), CaTrustTables.Lists.Prefix.ToArray(),
        AccountTables.Certificates.Prefix.ToArray(),
    ];
    private readonly string _node;
    private readonly IStateHistory _state;
    private readonly ExpiryOptions _options;
    private readonly LookPace _pace;
    private Dictionary<string, ExpiryOutlook> _walked = [];
    private int _table;
    private byte[]? _after;

    /// <summary>A watch that has not looked yet.</summary>
    /// <param name="node">The node's name, in the gauges.</param>
    /// <param name="state">Its state.</param>
    /// <param name="options">How often, and how much at a time.</param>
    /// <param name="pace">The node's pace: its monotonic counter.</param>
    public ExpiryWatch(string node, IStateHistory state, ExpiryOptions options, TimeProvider pace)
    {
        (_node, _state, _options, _pace) = (node, state, options, new LookPace(options.IntervalMs, pace));
        Begin();
    }

    /// <summary>Each kind's outlook as of the newest walk that came to its end; empty before.</summary>
    public IReadOnlyCollection<ExpiryOutlook> Outlook { get; private set; } = [];

    /// <summary>A block became final, and its state is kept. Looks where it is time to.</summary>
    /// <param name="height">Its height.</param>
    /// <param name="time">Its time, UTC milliseconds.</param>
    public void OnFinalBlock(ulong height, long time)
    {
        if (!_pace.IsTimeToLook(time))
        {
            return;
        }

        if (Walk(height, time))
        {
            Publish(time);
        }
    }

    private void Begin() =>
        (_walked, _table, _after) = (
            Kinds.ToDictionary(kind => kind, kind => new ExpiryOutlook(kind, null, 0, 0, 0), StringComparer.Ordinal), 0, null);

    /// <summary>Goes on where the last look ended; true at the end of all tables.</summary>
    private bool Walk(ulong height, long time)
    {
        for (var left = _options.EntriesMax; _table < Prefixes.Length && left > 0;)
        {
            var entries = _state.ScanAt(Prefixes[_table], height, left, _after);
            foreach (var item in entries.SelectMany(entry => ItemsOf(entry.Value, height, time)))
            {
                _walked[item.Kind] = _walked[item.Kind].With(item, time);
            }

            // Fewer than asked for: the table is at its end.
            (_table, _after, left) = entries.Count < left ? (_table + 1, null, left - entries.Count) : (_table, entries[^1].Key, 0);
        }

        return _table == Prefixes.Length;
    }

    private IEnumerable<ExpiringItem> ItemsOf(byte[] value, ulong height, long time)
    {
        switch (_table)
        {
            case 0:
                var authority = CertificateAuthority.Parser.ParseFrom(value);
                var standing = AuthorityStanding.Parser.ParseFrom(_state.GetAt(CaTrustTables.Standings.Key(authority.CaId), height));
                return ExpiringItems.Of(authority, ExpiringItems.StatusAt(standing, time));
            case 1:
                return ExpiringItems.Of(RevocationLists.Parser.ParseFrom(value)) is { } list ? [list] : [];
            default:
                var record = CertificateRecord.Parser.ParseFrom(value);
                var member = _state.GetAt(MembershipTables.Members.Key(record.Uscc), height);
                return ExpiringItems.Of(record, member is null ? null : Member.Parser.ParseFrom(member).Name) is { } certificate
                    ? [certificate]
                    : [];
        }
    }

    private void Publish(long time)
    {
        foreach (var certificate in _options.TlsCertificates)
        {
            _walked["tls"] = _walked["tls"].With(new ExpiringItem("tls", certificate.Subject, certificate.NotAfterMs), time);
        }

        Outlook = _walked.Values;
        foreach (var outlook in Outlook)
        {
            ExpiryMetrics.Report(_node, outlook);
        }

        Begin();
    }
}
