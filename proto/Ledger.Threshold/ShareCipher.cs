using System.Security.Cryptography;
using Ledger.Crypto.Groups;
using Ledger.Protocol;

namespace Ledger.Threshold;

/// <summary>
/// Hides the shares of one dealing for one receiver: a hash of key and place over each share, and a tag, both from the chain's hash alone,
/// so that a contract can open what a complaint shows. The key serves one ciphertext.
/// </summary>
public static class ShareCipher
{
    /// <summary>Writes the ciphertext of the shares, <see cref="DealingLayout.TagBytes"/> longer than they.</summary>
    /// <param name="statement">The dealing's <see cref="DealingStatement.Digest"/>.</param>
    /// <param name="receivers">Whom it is dealt to.</param>
    /// <param name="dealer">The dealer's number.</param>
    /// <param name="receiver">The receiver's number.</param>
    /// <param name="ephemeral">R.</param>
    /// <param name="shared">rE, which is eR: secret.</param>
    /// <param name="shares">32 bytes for each key: secret.</param>
    /// <param name="ciphertext">Where to write.</param>
    public static void Seal(
        Digest statement,
        ReceiverSet receivers,
        int dealer,
        int receiver,
        in GroupPoint ephemeral,
        in GroupPoint shared,
        ReadOnlySpan<byte> shares,
        Span<byte> ciphertext)
    {
        ArgumentNullException.ThrowIfNull(receivers);
        Span<byte> key = stackalloc byte[Digest.Bytes];
        DeriveKey(receivers, dealer, receiver, in ephemeral, in shared, key);
        Mask(receivers.Context, key, shares, ciphertext[..shares.Length]);
        Tag(receivers.Context, key, statement, ciphertext[..shares.Length], ciphertext.Slice(shares.Length, DealingLayout.TagBytes));
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Writes the shares; false, and nothing written, where the tag is wrong.</summary>
    public static bool TryOpen(
        DealingStatement statement, int receiver, in GroupPoint shared, ReadOnlySpan<byte> ciphertext, Span<byte> shares)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var context = statement.Receivers.Context;
        if (ciphertext.Length != DealingLayout.CiphertextBytesOf(context) || shares.Length != ciphertext.Length - DealingLayout.TagBytes)
        {
            return false;
        }

        Span<byte> key = stackalloc byte[Digest.Bytes];
        Span<byte> tag = stackalloc byte[DealingLayout.TagBytes];
        DeriveKey(statement.Receivers, statement.Dealer, receiver, statement.Ephemeral, in shared, key);
        Tag(context, key, statement.Digest, ciphertext[..shares.Length], tag);
        var isRight = CryptographicOperations.FixedTimeEquals(tag, ciphertext[shares.Length..]);
        if (isRight)
        {
            Mask(context, key, ciphertext[..shares.Length], shares);
        }

        CryptographicOperations.ZeroMemory(key);
        return isRight;
    }

    private static void DeriveKey(
        ReceiverSet receivers, int dealer, int receiver, in GroupPoint ephemeral, in GroupPoint shared, Span<byte> key)
    {
        var group = receivers.Context.Group;
        receivers.TryGet(receiver, out var own);
        using var transcript = new Transcript(group.Suite, DomainTag.KeeperShareKey);
        transcript.Append(group, in shared);
        transcript.Append(group, in ephemeral);
        transcript.Append(group, in own);
        transcript.Append(receivers.Context.Digest);
        transcript.Append((ulong)dealer);
        transcript.Append((ulong)receiver);
        transcript.Finish().CopyTo(key);
    }

    private static void Mask(BatchContext context, ReadOnlySpan<byte> key, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> pad = stackalloc byte[Digest.Bytes];
        for (var m = 0; m < context.Keys; m++)
        {
            using var place = new Transcript(context.Terms.Suite, DomainTag.KeeperSharePad);
            place.Append(key);
            place.Append((ulong)m);
            place.Finish().CopyTo(pad);
            for (var i = 0; i < pad.Length; i++)
            {
                output[(m * pad.Length) + i] = (byte)(input[(m * pad.Length) + i] ^ pad[i]);
            }
        }

        CryptographicOperations.ZeroMemory(pad);
    }

    private static void Tag(BatchContext context, ReadOnlySpan<byte> key, Digest statement, ReadOnlySpan<byte> hidden, Span<byte> tag)
    {
        Span<byte> digest = stackalloc byte[Digest.Bytes];
        using var transcript = new Transcript(context.Terms.Suite, DomainTag.KeeperShareMac);
        transcript.Append(key);
        transcript.Append(statement);
        transcript.Append(hidden);
        transcript.Finish().CopyTo(digest);
        digest[..tag.Length].CopyTo(tag);
    }
}
