using Ledger.Crypto.Groups;
using Ledger.Protocol;
using Ledger.Threshold;

namespace Ledger.Keepers;

/// <summary>A keeper's shares of a batch's keys: they acknowledge, are released one by one, and are dealt anew.</summary>
public sealed class KeeperShares : IDisposable
{
    private readonly BatchKeys _keys;
    private readonly SecretScalars _shares;

    private KeeperShares(BatchKeys keys, int keeper, SecretScalars shares) => (_keys, Keeper, _shares) = (keys, keeper, shares);

    /// <summary>The keeper's number.</summary>
    public int Keeper { get; }

    /// <summary>The sum of what was dealt to a keeper; the parts are erased.</summary>
    /// <param name="keys">The keys that the dealings make.</param>
    /// <param name="keeper">The keeper's number.</param>
    /// <param name="parts">What each dealing that counts brought, in the order of their dealers.</param>
    /// <param name="oldDealers">The dealers' numbers among the old keepers, where keys are dealt anew; otherwise null.</param>
    public static KeeperShares Sum(BatchKeys keys, int keeper, IReadOnlyList<SecretScalars> parts, IReadOnlyList<int>? oldDealers = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(parts);
        var group = keys.Context.Group;
        GroupScalar[] weights = oldDealers is null
            ? [.. Enumerable.Repeat(group.FromNumber(1), parts.Count)]
            : Equations.LagrangeAtZero(group, [.. oldDealers]);
        var sum = new SecretScalars(keys.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            for (var m = 0; m < sum.Count; m++)
            {
                sum.Span[m] = group.Add(in sum.Span[m], group.Multiply(in weights[i], in parts[i].Span[m]));
            }

            parts[i].Dispose();
        }

        return new KeeperShares(keys, keeper, sum);
    }

    /// <summary>The proof that the keeper holds its shares of these keys: <see cref="HoldingProof"/>.</summary>
    public byte[] Prove(ReadOnlySpan<int> held, ulong occasion, KeeperRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var group = _keys.Context.Group;
        using var nonce = new SecretScalars(1);
        using var proven = new SecretScalars(held.Length);
        for (var i = 0; i < held.Length; i++)
        {
            proven.Span[i] = _shares.Span[held[i]];
        }

        nonce.Span[0] = random.Nonce(
            group, DomainTag.KeeperHolding, HoldingProof.Statement(_keys, held, occasion, Keeper), Keeper);
        var commitment = group.MultiplyBase(in nonce.Span[0]);
        var c = HoldingProof.Challenge(_keys, held, occasion, Keeper, in commitment);
        var z = Response.Of(group, in nonce.Span[0], in c, proven.Span);
        var proof = new byte[HoldingProof.Bytes];
        group.Encode(in commitment, proof);
        group.Encode(in z, proof.AsSpan(PrimeGroup.PointBytes));
        return proof;
    }

    /// <summary>The share of one key, for the chain and everybody: 32 bytes.</summary>
    public byte[] Release(int key)
    {
        var share = new byte[PrimeGroup.ScalarBytes];
        _keys.Context.Group.Encode(in _shares.Span[key], share);
        return share;
    }

    /// <summary>Deals all shares to new keepers.</summary>
    public byte[] DealAnew(ReceiverSet receivers, KeeperRandom random) => Dealer.DealAnew(receivers, Keeper, _shares, random);

    /// <summary>Erases the shares.</summary>
    public void Dispose() => _shares.Dispose();
}
