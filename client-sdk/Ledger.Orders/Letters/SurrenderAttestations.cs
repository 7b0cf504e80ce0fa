using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>
/// The platform's word that releases a sealed guarantee: the beneficiary cannot give it, for it must not know the bidder (DOMAIN §2). It
/// names no section, so that the guarantor of a blind guarantee of a failed section does not learn it.
/// </summary>
public static class SurrenderAttestations
{
    /// <summary>Attests, as a trading centre, that a sealed guarantee may be taken back.</summary>
    public static SurrenderAttestation Sign(
        OrderParty centre, ByteString guaranteeId, SurrenderCause cause, long attestedAt, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(centre);
        ArgumentNullException.ThrowIfNull(random);
        var salt = new byte[GuaranteeCommitment.SaltBytes];
        random.Fill(salt);
        var attestation = new SurrenderAttestation
        {
            GuaranteeId = guaranteeId,
            Salt = UnsafeByteOperations.UnsafeWrap(salt),
            Cause = cause,
            AttestedAt = attestedAt,
            CertificateId = ByteString.CopyFrom(centre.SignerNeeded.CertificateId.ToArray()),
        };
        attestation.Signature = centre.Sign(
            SignPurposes.SurrenderAttestation.Over(SignedForms.OfAttestation(centre.Genesis.Hasher, centre.Genesis.ChainId, attestation)));
        return attestation;
    }

    /// <summary>The cause that a section's own state shows; unspecified while it goes on.</summary>
    internal static SurrenderCause CauseOf(Section? section) => section?.State switch
    {
        SectionState.Failed => SurrenderCause.Failed,
        SectionState.Terminated => SurrenderCause.Terminated,
        _ => SurrenderCause.Unspecified,
    };

    /// <summary>
    /// Refuses what no trading centre has signed for this guarantee; where <paramref name="section"/> is known, another than its centre.
    /// Unsigned it holds for a clear order whose section has failed or was terminated: the chain itself shows that.
    /// </summary>
    internal static async Task<OrderRefused> CheckAsync(
        SurrenderAttestation? attestation, ByteString guaranteeId, Section? section, bool isBlind, GenesisFile genesis, LetterChecks checks,
        CancellationToken cancellationToken)
    {
        if (attestation is null || !attestation.GuaranteeId.Equals(guaranteeId) || attestation.Salt.Length != GuaranteeCommitment.SaltBytes
            || attestation.Cause == SurrenderCause.Unspecified || !Enum.IsDefined(attestation.Cause))
        {
            return new(OrderRefusal.BadAttestation, "The attestation is missing, for another guarantee, or out of its form.");
        }

        if (attestation.Signature is null && attestation.CertificateId.IsEmpty)
        {
            return !isBlind && attestation.Cause == CauseOf(section) ? OrderRefused.No
                : new(
                    OrderRefusal.BadAttestation,
                    isBlind ? "The guarantor of a blind order must not learn its section: the trading centre's attestation is needed."
                        : $"The section does not show the cause {attestation.Cause}: the trading centre's attestation is needed.");
        }

        var centreUscc = section?.CentreUscc;
        var signed = SignPurposes.SurrenderAttestation.Over(SignedForms.OfAttestation(genesis.Hasher, genesis.ChainId, attestation));
        var (refused, signer) = await checks.SignerOfAsync(
            attestation.CertificateId.Memory, signed, attestation.Signature, cancellationToken)
            .ConfigureAwait(false);
        return refused.IsRefused ? new(OrderRefusal.BadAttestation, refused.Detail)
            : !signer!.Has(Role.TradingCentre) || (centreUscc is not null && signer.Uscc != centreUscc)
                ? new(OrderRefusal.BadAttestation, $"The attestation is {signer.Uscc}'s, which is not the section's trading centre.")
                : OrderRefused.No;
    }
}
