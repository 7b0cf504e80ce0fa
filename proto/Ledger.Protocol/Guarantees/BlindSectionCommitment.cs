using System.Text;
using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// The salted commitment by which a guarantor issues for a section that it must not know: H(<see cref="DomainTag.BlindSection"/> ‖ salt ‖
/// length of the section code (1) ‖ section code ‖ length of the beneficiary's code (1) ‖ beneficiary's code).
/// </summary>
public static class BlindSectionCommitment
{
    /// <summary>The commitment.</summary>
    /// <exception cref="ArgumentException">The salt is not of 32 bytes.</exception>
    public static Digest Compute(IHasher hasher, V1.SectionOpening section)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (section.Salt.Length != GuaranteeCommitment.SaltBytes)
        {
            throw new ArgumentException($"A salt has {GuaranteeCommitment.SaltBytes} bytes, not {section.Salt.Length}.", nameof(section));
        }

        var sectionCode = Encoding.UTF8.GetBytes(section.SectionCode);
        var beneficiary = Encoding.UTF8.GetBytes(section.BeneficiaryUscc);
        return TaggedHash.Compute(
            hasher,
            DomainTag.BlindSection,
            [.. section.Salt.Span, (byte)sectionCode.Length, .. sectionCode, (byte)beneficiary.Length, .. beneficiary]);
    }
}
