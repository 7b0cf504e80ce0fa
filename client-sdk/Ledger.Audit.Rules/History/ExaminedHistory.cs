using Google.Protobuf;
using Ledger.Audit.Archive;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Audit.Rules;

/// <summary>What rules may ask about the history so far, and where they say what they found.</summary>
internal sealed class ExaminedHistory
{
    private readonly Dictionary<string, SectionTrace> _sections = new(StringComparer.Ordinal);
    private readonly Action<RuleFinding> _found;

    internal ExaminedHistory(GenesisFile genesis, IStateReader state, Action<RuleFinding> found)
    {
        (Genesis, State, _found) = (genesis, state, found);
        (Height, Time) = (0, genesis.Content.Time);
    }

    /// <summary>The chain.</summary>
    internal GenesisFile Genesis { get; }

    /// <summary>The state as it was told before the transaction that is looked at.</summary>
    internal IStateReader State { get; }

    /// <summary>The newest block.</summary>
    internal ulong Height { get; private set; }

    /// <summary>Its time, UTC milliseconds.</summary>
    internal long Time { get; private set; }

    /// <summary>Codes of all sections so far, in the order of their announcement.</summary>
    internal IEnumerable<string> Sections => _sections.Keys;

    /// <summary>All guarantees that were revealed, section by section.</summary>
    internal IEnumerable<GuaranteeRecord> Guarantees => Sections.SelectMany(GuaranteesOf);

    /// <summary>What a member or a market subject is called; empty where the chain does not know it.</summary>
    internal string NameOf(string uscc) =>
        Read(MembershipTables.Members, MembershipTables.Members.Key(uscc))?.Name
        ?? Read(AccountTables.Subjects, AccountTables.Subjects.Key(uscc))?.Name ?? string.Empty;

    /// <summary>A section as it was told; null where it was not.</summary>
    internal Section? Section(string code) =>
        Read(TenderTables.Sections, TenderTables.Sections.Key(code)) is { Announced: not null } section ? section : null;

    /// <summary>A guarantee as it was told; null where it was not.</summary>
    internal GuaranteeRecord? Guarantee(byte[] id) => Read(GuaranteeTables.Guarantees, GuaranteeTables.Guarantees.Key(id));

    /// <summary>The guarantees that were revealed for a section.</summary>
    internal IEnumerable<GuaranteeRecord> GuaranteesOf(string section) =>
        TraceOf(section).Guarantees.Select(Guarantee).OfType<GuaranteeRecord>();

    /// <summary>
    /// The bonds of these bidders, and of whoever else has one in the section, as they were at its opening; null where it was not opened.
    /// </summary>
    internal IReadOnlyList<BidderBond>? BondsAtOpening(Section section, IReadOnlyList<string> bidders) =>
        SectionBonds.AtOpening(section, bidders, [.. GuaranteesOf(section.Announced.SectionCode)]);

    /// <summary>Those who bid in a section, as its centre listed them; none before the list.</summary>
    internal IReadOnlyCollection<string> BiddersOf(string section) => TraceOf(section).Bidders;

    /// <summary>The hash of a block that was looked at; empty of one that was not.</summary>
    internal byte[] HashAt(ulong height) => State.Get(HashKey(height)) ?? [];

    /// <summary>Where the hash of a block stands beside what was told: no table's key, so nothing told takes its place.</summary>
    internal static byte[] HashKey(ulong height) => [.. "\0block/"u8, .. BitConverter.GetBytes(height)];

    /// <summary>States a finding about a transaction.</summary>
    internal void Find(HistoryRule rule, Act act, string about, string english, string chinese) => _found(new RuleFinding(
        rule.Name, rule.Level, rule.Source, act.Height, act.Time, act.Index, act.Transaction.Id, about, new Words(english, chinese),
        rule.Version));

    /// <summary>States what was left undone.</summary>
    internal void FindUndone(HistoryRule rule, string about, string english, string chinese) => _found(new RuleFinding(
        rule.Name, rule.Level, rule.Source, Height, Time, null, null, about, new Words(english, chinese), rule.Version));

    internal void BeginBlock(BlockHeader header) => (Height, Time) = (header.Height, header.Time);

    // What events do not tell record by record: who bids, and which guarantees are a section's.
    internal void Learn(Act act)
    {
        foreach (var (name, _, before, after) in act.Of(TenderTables.Sections))
        {
            if (before is null && after is { Announced: not null })
            {
                TraceOf(after.Announced.SectionCode);
            }
        }

        foreach (var list in act.Done(call => call.Tender?.ListBidders))
        {
            TraceOf(list.SectionCode).Bidders.UnionWith(list.BidderUsccs);
        }

        foreach (var (name, _, _, after) in act.Of(GuaranteeTables.Guarantees))
        {
            if (name == "guarantee.revealed" && after?.Terms is { } terms)
            {
                TraceOf(terms.SectionCode).Guarantees.Add(after.GuaranteeId.ToByteArray());
            }
        }
    }

    // Null also for bytes that are no such record: validators who forge write what no contract does.
    private TRecord? Read<TRecord>(StateTable<TRecord> table, byte[] key)
        where TRecord : class, IMessage<TRecord>, new() =>
        State.Get(key) is { } bytes
            ? Receipts.TryParse(new MessageParser<TRecord>(() => new TRecord()), ByteString.CopyFrom(bytes))
            : null;

    private SectionTrace TraceOf(string section)
    {
        if (!_sections.TryGetValue(section, out var trace))
        {
            _sections.Add(section, trace = new SectionTrace());
        }

        return trace;
    }

    private sealed class SectionTrace
    {
        internal HashSet<string> Bidders { get; } = new(StringComparer.Ordinal);

        internal List<byte[]> Guarantees { get; } = [];
    }
}
