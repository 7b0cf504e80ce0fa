using Ledger.Admission;
using Ledger.Execution;
using Ledger.Finality;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Membership;

namespace Ledger.Node;

/// <summary>Admission's view of the chain as of the newest executed block.</summary>
internal sealed class ChainView(IChain chain, IFinality finality, Digest? validator) : IChainView, IStateReader
{
    private static readonly byte[] LimitsKey = MembershipTables.Limits.Key(MembershipTables.Current);
    private volatile Tuple<ulong, ChainLimits>? _limits; // a reference, so that readers on other threads see both or neither

    public long Time => chain.Head.Header.Time;

    public ulong FinalHeight => finality.FinalHeight;

    public uint RuleVersion => chain.Head.Header.RuleVersion;

    public ChainLimits Limits => LimitsAt(chain.Head.Height);

    public IStateReader State => this;

    public bool MayPropose => validator is { } id && chain.Head.MayPropose(id);

    public bool HasLanded(Digest id) => chain.Blocks.FindTransaction(id) is not null;

    public byte[]? Get(byte[] key) => chain.State.Get(key);

    private ChainLimits LimitsAt(ulong height)
    {
        if (_limits is { } known && known.Item1 == height)
        {
            return known.Item2;
        }

        var limits = MembershipTables.Limits.Read(this, LimitsKey)
            ?? throw new InvariantException("The state has no membership/limits/current: it was not made from a genesis.");
        _limits = Tuple.Create(height, limits);
        return limits;
    }
}
