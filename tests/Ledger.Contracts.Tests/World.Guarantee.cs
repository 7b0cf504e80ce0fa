using System.Collections.Concurrent;
using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Tests;

/// <summary>Calls of the Guarantee contract with good values, which tests spoil one at a time.</summary>
internal sealed partial class World
{
    internal const long AmountFen = BondFen + 1;
    internal const long ValidUntil = OpeningTime + (90 * Day);
    internal static readonly ByteString Id = Blob(16, 9);
    private static readonly ConcurrentDictionary<(ByteString Terms, int? SignedBy), ByteString> Encodings = [];

    internal GuaranteeRecord Guarantee => GuaranteeTables.Guarantees.Read(State, GuaranteeTables.Guarantees.Key(Id.Span))!;

    internal static GuaranteeTerms Terms() => new()
    {
        GuaranteeNo = "BH-1",
        SectionCode = SectionCode,
        BeneficiaryUscc = Uscc(6),
        ApplicantUscc = Uscc(7),
        ApplicantName = "投标人",
        GuarantorUscc = Uscc(3),
        Form = GuaranteeForm.Bank,
        LegalNature = LegalNature.Independent,
        AmountFen = AmountFen,
        ValidFrom = Start,
        ValidUntil = ValidUntil,
        PremiumFen = 100_00,
        DocumentDigest = Blob(32),
        Version = 1,
        ApplicationDigest = Blob(32, 2),
        Wording = new Wording { Name = "independent.v1", Digest = Blob(32, 5) },
    };

    /// <summary>
    /// The terms as a guarantor issues them: a first version with its bidder's signature. For the same terms always the same bytes,
    /// whatever the algorithm draws.
    /// </summary>
    internal static ByteString Encode(GuaranteeTerms terms, int? signedBy = null) =>
        Encodings.GetOrAdd((terms.ToByteString(), signedBy), _ =>
    {
        if (terms.Version != 1)
        {
            return terms.ToByteString();
        }

        var number = signedBy ?? (terms.ApplicantUscc == Uscc(8) ? 8 : 7);
        using var key = Key((byte)number).CreateSigner();
        return ApplicantSignatures.Sign(Hasher, ChainId, terms, CertificateOf(number), key).ToByteString();
    });

    internal static SealedGuarantee Seal(ByteString terms, ByteString? id = null) => new()
    {
        GuaranteeId = id ?? Id,
        Commitment = ByteString.CopyFrom(GuaranteeCommitment.Compute(Hasher, Bytes(32, 5), terms.Span).ToArray()),
        Sealed = Blob(SealedTerms.SealedBytes),
    };

    internal static Call Issuing(params SealedGuarantee[] guarantees) =>
        new() { Guarantee = new GuaranteeCall { Issue = new IssueGuarantees { Guarantees = { guarantees } } } };

    internal static Call Revealing(ByteString terms, ByteString? id = null) => new()
    {
        Guarantee = new GuaranteeCall
        {
            Open = new OpenGuarantees
            {
                SectionCode = SectionCode,
                Guarantees = { new OpenedGuarantee { GuaranteeId = id ?? Id, Salt = Blob(32, 5), Terms = terms } },
            },
        },
    };

    internal static Call Releasing(ReleaseReason reason = ReleaseReason.ExtensionRefused) =>
        new() { Guarantee = new GuaranteeCall { Release = new ReleaseGuarantee { GuaranteeId = Id, Reason = reason } } };

    internal static Call Claiming(long amountFen = AmountFen, ClaimReason reason = ClaimReason.Revoked, int digestBytes = 32) => new()
    {
        Guarantee = new GuaranteeCall
        {
            Claim = new ClaimGuarantee
            {
                GuaranteeId = Id,
                AmountFen = amountFen,
                Reason = reason,
                EvidenceDigest = Blob(digestBytes),
                StatementDigest = Blob(32),
                Clause = reason == ClaimReason.OtherInDocument ? "投标人须知 3.4.4" : "",
            },
        },
    };

    internal static Call Paying(long amountFen = AmountFen) =>
        new() { Guarantee = new GuaranteeCall { Pay = new PayClaim { GuaranteeId = Id, AmountFen = amountFen } } };

    internal static Call RefusingClaim(params string[] discrepancies) =>
        new() { Guarantee = new GuaranteeCall { Refuse = new RefuseClaim { GuaranteeId = Id, Discrepancies = { discrepancies } } } };

    internal static Call Surrendering(ByteString? id = null) =>
        new()
        {
            Guarantee = new GuaranteeCall { Surrender = new SurrenderGuarantee { GuaranteeId = id ?? Id, AttestationDigest = Blob(32) } },
        };

    internal static AmendGuarantee Amendment() => new()
    {
        GuaranteeId = Id,
        AmountFen = AmountFen,
        ValidUntil = ValidUntil + (30 * Day),
        DocumentDigest = Blob(32, 3),
        RequestDigest = Blob(32, 4),
    };

    internal static Call Amending(Action<AmendGuarantee>? spoil = null)
    {
        var call = Amendment();
        spoil?.Invoke(call);
        return new Call { Guarantee = new GuaranteeCall { Amend = call } };
    }

    internal static Call Endorsing(int digestBytes = 32) =>
        new() { Guarantee = new GuaranteeCall { Endorse = new EndorseGuarantee { GuaranteeId = Id, DocumentDigest = Blob(digestBytes) } } };

    internal static Call Suspending(ByteString? suit = null, ByteString? order = null) => new()
    {
        Guarantee = new GuaranteeCall
        {
            Suspend = new SuspendPayment { GuaranteeId = Id, OrderDigest = order ?? Blob(32), SuitDigest = suit ?? ByteString.Empty },
        },
    };

    internal static Call ResumingPayment(ByteString? order = null) =>
        new()
        {
            Guarantee = new GuaranteeCall { Resume = new ResumePayment { GuaranteeId = Id, OrderDigest = order ?? ByteString.Empty } },
        };

    /// <summary>A section and a guarantee of these terms, issued before the opening time, with the section open.</summary>
    internal World WithSealed(GuaranteeTerms? terms = null, bool sectionOpen = true)
    {
        WithSection().MustRun(Guarantor, Issuing(Seal(Encode(terms ?? Terms()))));
        if (sectionOpen)
        {
            Time = OpeningTime;
            MustRun(Centre, Call(Opening()));
        }

        return this;
    }

    internal World WithGuarantee(GuaranteeState state)
    {
        WithSealed(sectionOpen: state != GuaranteeState.Surrendered);
        if (state == GuaranteeState.Surrendered)
        {
            MustRun(Guarantor, Surrendering());
            Time = OpeningTime;
            MustRun(Centre, Call(Opening()));
        }
        else if (state != GuaranteeState.IssuedSealed)
        {
            MustRun(Centre, Revealing(Encode(Terms())));
            Advance(state);
        }

        Assert.Equal(state, GuaranteeRules.EffectiveState(Guarantee, Time));
        return this;
    }

    private void Advance(GuaranteeState state)
    {
        if (state == GuaranteeState.Released)
        {
            MustRun(Tenderer, Releasing());
        }

        if (state is GuaranteeState.Claimed or GuaranteeState.Paid or GuaranteeState.Refused or GuaranteeState.PaySuspended)
        {
            MustRun(Tenderer, Claiming());
        }

        if (state == GuaranteeState.Paid)
        {
            MustRun(Guarantor, Paying());
        }

        if (state == GuaranteeState.Refused)
        {
            MustRun(Guarantor, RefusingClaim("证明文件缺失"));
        }

        if (state == GuaranteeState.PaySuspended)
        {
            MustRun(Guarantor, Suspending());
        }

        if (state == GuaranteeState.Expired)
        {
            Time = ValidUntil + 1;
        }
    }
}
