using System.Security.Cryptography;
using Ledger.Crypto.Groups;
using Ledger.Protocol;
using Ledger.Threshold;

namespace Ledger.Keepers;

/// <summary>
/// Makes one dealing. When it is made, polynomials, nonce and r are gone: only the message is left, and nobody ever answers for it.
/// </summary>
public static class Dealer
{
    /// <summary>A dealing of new keys, by a keeper of the batch.</summary>
    public static byte[] Deal(ReceiverSet receivers, int dealer, KeeperRandom random)
    {
        ArgumentNullException.ThrowIfNull(receivers);
        ArgumentNullException.ThrowIfNull(random);
        using var constants = new SecretScalars(receivers.Context.Keys);
        foreach (ref var constant in constants.Span)
        {
            constant = random.Scalar(receivers.Context.Group);
        }

        return Deal(receivers, dealer, constants.Span, random);
    }

    /// <summary>A dealing of the old keepers' shares to new ones, by an old keeper.</summary>
    /// <exception cref="ArgumentException">There is not one share for each key.</exception>
    public static byte[] DealAnew(ReceiverSet receivers, int dealer, SecretScalars oldShares, KeeperRandom random)
    {
        ArgumentNullException.ThrowIfNull(receivers);
        ArgumentNullException.ThrowIfNull(oldShares);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNotEqual(oldShares.Count, receivers.Context.Keys, nameof(oldShares));
        return Deal(receivers, dealer, oldShares.Span, random);
    }

    private static byte[] Deal(ReceiverSet receivers, int dealer, ReadOnlySpan<GroupScalar> constants, KeeperRandom random)
    {
        var context = receivers.Context;
        var (group, t) = (context.Group, context.Threshold);
        using var coefficients = new SecretScalars(context.Keys * t);
        using var ephemeral = new SecretScalars(1);
        ephemeral.Span[0] = random.Scalar(group);
        var commitments = new GroupPoint[coefficients.Count];
        for (var at = 0; at < commitments.Length; at++)
        {
            coefficients.Span[at] = at % t == 0 ? constants[at / t] : random.Scalar(group);
            commitments[at] = group.MultiplyBase(in coefficients.Span[at]);
        }

        var r = group.MultiplyBase(in ephemeral.Span[0]);
        var statement = DealingStatement.DigestOf(receivers, dealer, commitments, in r);
        var message = new byte[DealingLayout.BytesOf(receivers)];
        var rest = message.AsSpan();
        group.EncodeEach(commitments, rest);
        rest = rest[DealingLayout.CommitmentBytesOf(context)..];
        group.Encode(in r, rest);
        rest = rest[PrimeGroup.PointBytes..];

        var ciphertextBytes = DealingLayout.CiphertextBytesOf(context);
        var ciphertexts = rest[..(receivers.Count * ciphertextBytes)];
        for (var (keeper, place) = (1, 0); keeper <= context.Keepers; keeper++)
        {
            if (receivers.TryGet(keeper, out var key))
            {
                SealShares(
                    receivers, statement, dealer, keeper, in r, group.Multiply(in ephemeral.Span[0], in key), coefficients.Span,
                    ciphertexts.Slice(place++ * ciphertextBytes, ciphertextBytes));
            }
        }

        WriteProof(receivers, dealer, commitments, in r, ciphertexts, coefficients.Span, in ephemeral.Span[0], random, message);
        return message;
    }

    private static void SealShares(
        ReceiverSet receivers,
        Digest statement,
        int dealer,
        int receiver,
        in GroupPoint ephemeral,
        in GroupPoint shared,
        ReadOnlySpan<GroupScalar> coefficients,
        Span<byte> ciphertext)
    {
        var context = receivers.Context;
        var (group, t) = (context.Group, context.Threshold);
        var shares = GC.AllocateUninitializedArray<byte>(context.Keys * PrimeGroup.ScalarBytes, pinned: true);
        using var value = new SecretScalars(1);
        var x = group.FromNumber((uint)receiver);
        for (var m = 0; m < context.Keys; m++)
        {
            ref var share = ref value.Span[0];
            share = coefficients[(m * t) + t - 1];
            for (var k = t - 2; k >= 0; k--)
            {
                share = group.Add(group.Multiply(in share, in x), in coefficients[(m * t) + k]);
            }

            group.Encode(in share, shares.AsSpan(m * PrimeGroup.ScalarBytes));
        }

        ShareCipher.Seal(statement, receivers, dealer, receiver, in ephemeral, in shared, shares, ciphertext);
        CryptographicOperations.ZeroMemory(shares);
    }

    private static void WriteProof(
        ReceiverSet receivers,
        int dealer,
        GroupPoint[] commitments,
        in GroupPoint r,
        ReadOnlySpan<byte> ciphertexts,
        ReadOnlySpan<GroupScalar> coefficients,
        in GroupScalar ephemeral,
        KeeperRandom random,
        byte[] message)
    {
        var context = receivers.Context;
        var group = context.Group;
        using var proven = new SecretScalars(context.Keys + 1);
        using var nonce = new SecretScalars(1);
        for (var m = 0; m < context.Keys; m++)
        {
            proven.Span[m] = coefficients[m * context.Threshold];
        }

        proven.Span[^1] = ephemeral;
        var statement = DealingStatement.Of(receivers, dealer, commitments, in r, ciphertexts);
        nonce.Span[0] = random.Nonce(group, DomainTag.KeeperDealingProof, statement.Digest, dealer);
        var commitment = group.MultiplyBase(in nonce.Span[0]);
        var z = Response.Of(group, in nonce.Span[0], statement.Challenge(in commitment), proven.Span);
        group.Encode(in commitment, message.AsSpan(message.Length - HoldingProof.Bytes));
        group.Encode(in z, message.AsSpan(message.Length - PrimeGroup.ScalarBytes));
    }
}
