using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Sessions;

/// <summary>
/// What a session's QR holds: <c>{v, act, sid, origin, nonce, iat, exp, digest, sig}</c> and nothing else, as base64url of fixed-width
/// fields (docs/spec/scan-session.md). The nonce is a secret between the screen and the phone that scans it.
/// </summary>
public sealed class ScanQr
{
    private const int FixedBytes = 2 + ScanLimits.SidBytes + ScanLimits.NonceBytes + 16 + Digest.Bytes + 1;
    private const int SignatureBytesMax = 600;
    private readonly byte[] _nonce;

    /// <summary>A QR of a ticket, the nonce that the ticket's digest is of, and the centre's signature.</summary>
    public ScanQr(ScanTicket ticket, ReadOnlySpan<byte> nonce, Signature signature)
    {
        Ticket = ticket;
        Signature = signature;
        _nonce = nonce.ToArray();
    }

    /// <summary>The fields, the nonce by its digest.</summary>
    public ScanTicket Ticket { get; }

    /// <summary>The centre's signature.</summary>
    public Signature Signature { get; }

    /// <summary>The nonce.</summary>
    public ReadOnlySpan<byte> Nonce => _nonce;

    /// <summary>The text to show as a QR: base64url without padding.</summary>
    public string ToText()
    {
        var origin = Ticket.Origin;
        var signature = Signature.Value.Span;
        var bytes = new byte[FixedBytes + origin.Length + 1 + signature.Length];
        bytes[0] = (byte)Ticket.V;
        bytes[1] = (byte)Ticket.Act;
        var rest = bytes.AsSpan(2);
        Ticket.Sid.Span.CopyTo(rest);
        _nonce.CopyTo(rest[ScanLimits.SidBytes..]);
        rest = rest[(ScanLimits.SidBytes + ScanLimits.NonceBytes)..];
        BinaryPrimitives.WriteInt64BigEndian(rest, Ticket.Iat);
        BinaryPrimitives.WriteInt64BigEndian(rest[8..], Ticket.Exp);
        Ticket.Digest.Span.CopyTo(rest[16..]);
        rest = rest[(16 + Digest.Bytes)..];
        rest[0] = (byte)origin.Length;
        Encoding.ASCII.GetBytes(origin, rest[1..]);
        rest = rest[(1 + origin.Length)..];
        rest[0] = (byte)Signature.Algorithm;
        signature.CopyTo(rest[1..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>
    /// Reads a scanned text; false for anything that is not exactly a QR of this form. Says nothing yet about the signature.
    /// </summary>
    public static bool TryRead(string text, IHasher hasher, [NotNullWhen(true)] out ScanQr? qr)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(hasher);
        qr = null;
        if (text.Length > ScanLimits.QrCharsMax || !TryDecode(text, out var bytes) || bytes.Length < FixedBytes)
        {
            return false;
        }

        var rest = bytes.AsSpan(2);
        var sid = rest[..ScanLimits.SidBytes];
        var nonce = rest.Slice(ScanLimits.SidBytes, ScanLimits.NonceBytes);
        rest = rest[(ScanLimits.SidBytes + ScanLimits.NonceBytes)..];
        var iat = BinaryPrimitives.ReadInt64BigEndian(rest);
        var exp = BinaryPrimitives.ReadInt64BigEndian(rest[8..]);
        var digest = rest.Slice(16, Digest.Bytes);
        rest = rest[(16 + Digest.Bytes)..];
        int originBytes = rest[0];
        if (rest.Length < 1 + originBytes + 2 || rest.Length - originBytes - 2 > SignatureBytesMax)
        {
            return false;
        }

        var ticket = new ScanTicket
        {
            V = bytes[0],
            Act = (ScanAct)bytes[1],
            Sid = ByteString.CopyFrom(sid),
            Origin = Encoding.Latin1.GetString(rest.Slice(1, originBytes)),
            NonceDigest = ByteString.CopyFrom(ScanSecrets.NonceDigest(hasher, ScanSecrets.Claim(hasher, nonce)).ToArray()),
            Iat = iat,
            Exp = exp,
            Digest = ByteString.CopyFrom(digest),
        };
        rest = rest[(1 + originBytes)..];
        qr = ScanTickets.Check(ticket).IsRefused
            ? null
            : new ScanQr(ticket, nonce, new Signature { Algorithm = rest[0], Value = ByteString.CopyFrom(rest[1..]) });
        return qr is not null;
    }

    // One text for each QR: what decodes must encode to the same characters again.
    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written))
        {
            return false;
        }

        bytes = bytes[..written];
        return string.Equals(Base64Url.EncodeToString(bytes), text, StringComparison.Ordinal);
    }
}
