using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Crypto;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;

namespace Ledger.Client.Sessions;

/// <summary>
/// Encrypts what goes through a session's relay, end to end between PC and phone: the keys follow from the QR's nonce, which the node never
/// has. Session, lane and number are authenticated, so that no frame passes for another (docs/spec/scan-session.md).
/// </summary>
public sealed class RelayCipher
{
    /// <summary>How much longer a sealed frame is than its content, in bytes.</summary>
    public const int OverheadBytes = AeadKey.NonceBytes + AeadKey.TagBytes;

    /// <summary>Longest content of one frame, in bytes.</summary>
    public const int ContentBytesMax = ScanLimits.FrameBytesMax - OverheadBytes;

    private readonly IHasher _hasher;
    private readonly byte[] _sid;
    private readonly byte[] _secret;

    /// <summary>The cipher of one session.</summary>
    public RelayCipher(IHasher hasher, ReadOnlySpan<byte> sid, ReadOnlySpan<byte> nonce)
    {
        _hasher = hasher;
        _sid = sid.ToArray();
        _secret = ScanSecrets.Relay(hasher, sid, nonce).ToArray();
    }

    /// <summary>Nonce ‖ ciphertext ‖ tag. The nonce is random: a side that begins anew never uses one twice.</summary>
    public byte[] Seal(RelayLane lane, uint sequence, ReadOnlySpan<byte> content)
    {
        var frame = new byte[content.Length + OverheadBytes];
        var nonce = frame.AsSpan(0, AeadKey.NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var key = KeyOf(lane);
        key.Seal(nonce, content, AssociatedData(lane, sequence), frame.AsSpan(AeadKey.NonceBytes));
        return frame;
    }

    /// <summary>The content; null where the frame was changed, moved, or is of another session.</summary>
    public byte[]? TryOpen(RelayLane lane, uint sequence, ReadOnlySpan<byte> frame)
    {
        if (frame.Length < OverheadBytes)
        {
            return null;
        }

        using var key = KeyOf(lane);
        var content = new byte[frame.Length - OverheadBytes];
        return key.TryOpen(frame[..AeadKey.NonceBytes], frame[AeadKey.NonceBytes..], AssociatedData(lane, sequence), content)
            ? content
            : null;
    }

    private AeadKey KeyOf(RelayLane lane)
    {
        var derived = TaggedHash.Compute(_hasher, DomainTag.ScanRelay, [.. _secret, (byte)lane]).ToArray();
        return new AeadKey(_hasher.Suite, derived.AsSpan(0, AeadKey.KeyBytesOf(_hasher.Suite)));
    }

    private byte[] AssociatedData(RelayLane lane, uint sequence)
    {
        var data = new byte[_sid.Length + 1 + sizeof(uint)];
        _sid.CopyTo(data, 0);
        data[_sid.Length] = (byte)lane;
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(_sid.Length + 1), sequence);
        return data;
    }
}
