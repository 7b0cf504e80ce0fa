using System.Buffers.Binary;
using System.Text;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Sessions;

/// <summary>The form of tickets, and what a centre and a phone sign of them (docs/spec/scan-session.md).</summary>
public static class ScanTickets
{
    private const int FixedBytes = 1 + 1 + ScanLimits.SidBytes + 8 + 8 + (2 * Digest.Bytes) + 1;

    /// <summary>Refuses a ticket with a field out of its form: then nothing of it can be encoded.</summary>
    public static Refused Check(ScanTicket? ticket)
    {
        var wrong = ticket switch
        {
            null => "the ticket is missing",
            { V: not ScanLimits.Version } => $"v is {ticket.V}, not {ScanLimits.Version}",
            { Act: < ScanAct.Login or > ScanAct.Decrypt } => $"act is {(int)ticket.Act}",
            { Sid.Length: not ScanLimits.SidBytes } => $"sid has {ticket.Sid.Length} bytes, not {ScanLimits.SidBytes}",
            { NonceDigest.Length: not Digest.Bytes } => $"nonce_digest has {ticket.NonceDigest.Length} bytes, not {Digest.Bytes}",
            { Digest.Length: not Digest.Bytes } => $"digest has {ticket.Digest.Length} bytes, not {Digest.Bytes}",
            _ when !IsOrigin(ticket.Origin) => "origin is not https://host or https://host:port in lower case",
            _ when ticket.Iat < 0 || ticket.Exp <= ticket.Iat || ticket.Exp - ticket.Iat > ScanLimits.LifetimeMs(ticket.Act) =>
                $"exp must be 1 to {ScanLimits.LifetimeMs(ticket.Act)} ms after iat",
            _ => null,
        };
        return wrong is null ? Refused.No : new Refused(RefusalCode.BadSessionField, $"Of the session, {wrong}.");
    }

    /// <summary>
    /// Whether a text is an origin in the one form that is taken: scheme and host in lower case, a port only where it is not the scheme's,
    /// no path. Plain http is for this machine alone.
    /// </summary>
    public static bool IsOrigin(string origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return origin.Length is > 0 and <= ScanLimits.OriginCharsMax
            && Ascii.IsValid(origin)
            && Uri.TryCreate(origin, UriKind.Absolute, out var address)
            && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback))
            && string.Equals(address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped), origin, StringComparison.Ordinal);
    }

    /// <summary>The context beside a ticket: H(tag ‖ binding ‖ number ‖ sealed details).</summary>
    public static Digest Context(IHasher hasher, ReadOnlySpan<byte> binding, uint number, ReadOnlySpan<byte> sealedDetails) =>
        TaggedHash.Compute(hasher, DomainTag.ScanContext, [.. binding, checked((byte)number), .. sealedDetails]);

    /// <summary>What the centre signs: tag ‖ H(tag ‖ chain id ‖ ticket ‖ context).</summary>
    public static SignBytes SignedByCentre(IHasher hasher, Digest chainId, ScanTicket ticket, Digest context) =>
        SignPurposes.ScanTicket.Over(
        TaggedHash.Compute(hasher, DomainTag.ScanTicket, [.. chainId.ToArray(), .. Encode(ticket), .. context.ToArray()]));

    /// <summary>The ticket in its canonical form: fixed widths, big-endian, the origin last with its length in front.</summary>
    /// <exception cref="ArgumentException">The ticket does not pass <see cref="Check"/>.</exception>
    public static byte[] Encode(ScanTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        if (Check(ticket) is { IsRefused: true } refused)
        {
            throw new ArgumentException(refused.Detail, nameof(ticket));
        }

        var bytes = new byte[FixedBytes + ticket.Origin.Length];
        bytes[0] = (byte)ticket.V;
        bytes[1] = (byte)ticket.Act;
        var rest = bytes.AsSpan(2);
        ticket.Sid.Span.CopyTo(rest);
        rest = rest[ScanLimits.SidBytes..];
        BinaryPrimitives.WriteInt64BigEndian(rest, ticket.Iat);
        BinaryPrimitives.WriteInt64BigEndian(rest[8..], ticket.Exp);
        rest = rest[16..];
        ticket.NonceDigest.Span.CopyTo(rest);
        ticket.Digest.Span.CopyTo(rest[Digest.Bytes..]);
        rest = rest[(2 * Digest.Bytes)..];
        rest[0] = (byte)ticket.Origin.Length;
        Encoding.ASCII.GetBytes(ticket.Origin, rest[1..]);
        return bytes;
    }
}
