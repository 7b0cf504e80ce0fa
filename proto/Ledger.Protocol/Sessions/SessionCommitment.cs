using System.Text;
using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// The salted commitment to a scan session, its subject and the certificate that confirmed it: H(<see cref="DomainTag.SessionCommitment"/>
/// ‖ length of the salt in one byte ‖ salt ‖ length of the session id in one byte ‖ session id ‖ USCC of 18 ASCII characters ‖ certificate
/// id of 32 bytes, or nothing). Without the salt nobody finds the subject by trying codes (DESIGN §2).
/// </summary>
public static class SessionCommitment
{
    /// <summary>Shortest salt, in bytes.</summary>
    public const int SaltBytesMin = 16;

    /// <summary>Longest salt and longest session id, in bytes.</summary>
    public const int PartBytesMax = 64;

    /// <summary>The commitment.</summary>
    /// <param name="hasher">The chain's hash.</param>
    /// <param name="salt">16 to 64 random bytes, fresh for each session.</param>
    /// <param name="sessionId">1 to 64 bytes.</param>
    /// <param name="uscc">The subject's unified social credit code.</param>
    /// <param name="certificateId">The certificate that confirmed; null where none did.</param>
    /// <exception cref="ArgumentException">A part has another length, or the code no shape.</exception>
    public static Digest Compute(IHasher hasher, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> sessionId, string uscc, Digest? certificateId)
    {
        if (salt.Length is < SaltBytesMin or > PartBytesMax)
        {
            throw new ArgumentException($"A salt has {SaltBytesMin} to {PartBytesMax} bytes, not {salt.Length}.", nameof(salt));
        }

        if (sessionId.Length is 0 or > PartBytesMax)
        {
            throw new ArgumentException($"A session id has 1 to {PartBytesMax} bytes, not {sessionId.Length}.", nameof(sessionId));
        }

        if (!UnifiedSocialCreditCode.HasShape(uscc))
        {
            throw new ArgumentException("The subject's code does not have the shape of a unified social credit code.", nameof(uscc));
        }

        return TaggedHash.Compute(
            hasher,
            DomainTag.SessionCommitment,
            [
                (byte)salt.Length, .. salt, (byte)sessionId.Length, .. sessionId, .. Encoding.ASCII.GetBytes(uscc),
                .. certificateId is { } id ? id.ToArray() : [],
            ]);
    }
}
