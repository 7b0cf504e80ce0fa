using Google.Protobuf;
using Ledger.Audit.Archive;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;

namespace Ledger.Audit.Rules;

/// <summary>
/// Holds a chain's history against rules, block by block. It takes the blocks as the archive has them: whether they are the chain's is for
/// <see cref="ArchiveAudit"/> to say. Not safe for use by several threads.
/// </summary>
public sealed class Examination : IDisposable
{
    /// <summary>Most findings that are kept; all are counted.</summary>
    public const int FindingsMax = 10_000;

    private readonly GenesisFile _genesis;
    private readonly IReadOnlyList<HistoryRule> _rules;
    private readonly ToldState _state;
    private readonly ExaminedHistory _history;
    private readonly List<RuleFinding> _findings = [];
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private List<RuleFinding>? _undone;

    /// <summary>Begins at genesis.</summary>
    /// <param name="genesis">The chain.</param>
    /// <param name="rules">The rules, as <see cref="HistoryRules.New"/> makes them.</param>
    /// <param name="stateFile">A file that is not there, for what was told; it is gone afterwards.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public Examination(GenesisFile genesis, IReadOnlyList<HistoryRule> rules, string stateFile)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(rules);
        (_genesis, _rules) = (genesis, rules);
        _state = new ToldState(stateFile);
        _history = new ExaminedHistory(genesis, _state, Keep);
        foreach (var (key, value) in GenesisState.Build(genesis))
        {
            _state.Set(key, value, isRemoved: false);
        }
    }

    /// <summary>What was found so far, in order, the first <see cref="FindingsMax"/> of it.</summary>
    public IReadOnlyList<RuleFinding> Findings => _findings;

    /// <summary>How much each rule found; rules that found nothing are not in it.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>The history as it was looked at so far.</summary>
    internal ExaminedHistory History => _history;

    /// <summary>Told of each finding as it is made, also beyond <see cref="FindingsMax"/>.</summary>
    public Action<RuleFinding>? Found { get; init; }

    /// <summary>Transactions looked at: those that landed.</summary>
    public long Transactions { get; private set; }

    /// <summary>Looks at the next block. Blocks are given from height 1 on, each once.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Look(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (BlockHeader.TryDecode(block.Header.Span, out var decoded))
        {
            _history.BeginBlock(decoded); // in which nothing may have landed: time goes on all the same
            var hash = BlockHeader.Hash(_genesis.Hasher, block.Header.Span);
            _state.Set(ExaminedHistory.HashKey(decoded.Height), hash.ToArray(), isRemoved: false);
        }

        foreach (var (header, index, transaction, receipt) in ArchivedTransactions.LandedIn(block, _genesis))
        {
            Look(new Act(
                header.Height, header.Time, index, transaction, CertificateOf(transaction.Signer), (RefusalCode)receipt.Code,
                [.. ChangesOf(receipt)]));
        }
    }

    /// <summary>
    /// What is left undone as of the newest block, by every rule; it counts among the findings only after <see cref="End"/>.
    /// </summary>
    public IReadOnlyList<RuleFinding> LeftUndone()
    {
        var undone = _undone = [];
        try
        {
            foreach (var rule in _rules)
            {
                Contained(() => rule.End(_history), (english, chinese) => _history.FindUndone(rule, "?", english, chinese));
            }
        }
        finally
        {
            _undone = null;
        }

        return undone;
    }

    /// <summary>Ends the history: what is left undone is found.</summary>
    public void End()
    {
        foreach (var finding in LeftUndone())
        {
            Keep(finding);
        }
    }

    /// <summary>Ends it; its file goes with it.</summary>
    public void Dispose() => _state.Dispose();

    internal void Look(Act act)
    {
        Transactions++;
        foreach (var rule in _rules)
        {
            Contained(
                () => rule.Look(act, _history),
                (english, chinese) => _history.Find(rule, act, $"{act.Transaction.Id}", english, chinese));
        }

        foreach (var change in act.Changes)
        {
            _state.Set(change.Key, change.After, change.After is null);
        }

        _history.Learn(act);
    }

    // Validators who forge write records that contradict each other in ways which no contract knows, and no rule foresees: that is a
    // finding of its own, and never the end of the examination.
    private static void Contained(Action judge, Action<string, string> cannot)
    {
        try
        {
            judge();
        }
        catch (Exception e) when (e is not (IOException or OutOfMemoryException))
        {
            cannot(
                "The rule cannot be judged: the records are not what any contract writes. See `ledger audit verify` at full.",
                "该规则无从判断：记录不是任何合约会写出的。请以 full 程度运行 `ledger audit verify`。");
        }
    }

    private IEnumerable<RecordChange> ChangesOf(Receipt receipt)
    {
        var earlier = new Dictionary<byte[], byte[]?>(Protocol.Proofs.StateKeyComparer.Instance);
        foreach (var one in receipt.Events)
        {
            var key = one.Key.ToByteArray();
            var before = earlier.TryGetValue(key, out var known) ? known : _state.Get(key);
            var after = one.Record.IsEmpty ? null : one.Record.ToByteArray();
            earlier[key] = after;
            yield return new RecordChange(one.Type, key, before, after);
        }
    }

    private CertificateRecord? CertificateOf(Digest id) =>
        _state.Get(AccountTables.Certificates.Key(id.ToArray())) is { } record
            ? Receipts.TryParse(CertificateRecord.Parser, ByteString.CopyFrom(record))
            : null;

    private void Keep(RuleFinding finding)
    {
        if (_undone is { } undone)
        {
            undone.Add(finding);
            return;
        }

        Found?.Invoke(finding);
        _counts[finding.Rule] = _counts.GetValueOrDefault(finding.Rule) + 1;
        if (_findings.Count < FindingsMax)
        {
            _findings.Add(finding);
        }
    }
}
