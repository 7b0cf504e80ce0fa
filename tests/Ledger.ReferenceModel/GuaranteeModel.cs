using System.Numerics;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>The machine of guarantees (DOMAIN §2).</summary>
internal sealed class GuaranteeModel(TenderModel tender, LawBook law, WorkdayCount days, IHasher hasher, ApplicantModel applicants)
{
    private const int VersionsMax = 32;

    private readonly Books<(string Section, string Bidder), ByteString> _standing = new();
    private readonly TermsModel _terms = new(hasher);

    internal Books<ByteString, GuaranteeEntry> Guarantees { get; } = new();

    internal void Close(bool keep)
    {
        if (keep)
        {
            Guarantees.Keep();
            _standing.Keep();
        }
        else
        {
            Guarantees.Drop();
            _standing.Drop();
        }
    }

    internal string? Judge(GuaranteeCall call, ModelSigner signer, long time) => call.MethodCase switch
    {
        GuaranteeCall.MethodOneofCase.Issue => Issue(call.Issue, signer, time),
        GuaranteeCall.MethodOneofCase.Open => Open(call.Open, signer, time),
        GuaranteeCall.MethodOneofCase.Surrender => ByIssuer(call.Surrender.GuaranteeId, signer, one =>
            one.State != GuaranteeState.IssuedSealed || !Shapes.IsDigest(call.Surrender.AttestationDigest) ? "not sealed, or no attestation"
                : Put(call.Surrender.GuaranteeId, one with { State = GuaranteeState.Surrendered, SurrenderedAt = time })),
        GuaranteeCall.MethodOneofCase.Amend => ByIssuer(call.Amend.GuaranteeId, signer, one => Amend(one, call.Amend, time)),
        GuaranteeCall.MethodOneofCase.Endorse => ByIssuer(call.Endorse.GuaranteeId, signer, one =>
            !one.IsLive(time) || !one.IsBlind || one.IsEndorsed || !Shapes.IsDigest(call.Endorse.DocumentDigest) ? "nothing to restore"
                : Put(call.Endorse.GuaranteeId, one with { IsEndorsed = true })),
        GuaranteeCall.MethodOneofCase.Release =>
            Guarantees[call.Release.GuaranteeId] is { } released ? Release(released, call.Release, signer, time) : "no such guarantee",
        GuaranteeCall.MethodOneofCase.Claim => ByBeneficiary(call.Claim.GuaranteeId, signer, one => Claim(one, call.Claim, time)),
        GuaranteeCall.MethodOneofCase.Pay => ByIssuer(call.Pay.GuaranteeId, signer, one =>
            one.State != GuaranteeState.Claimed || call.Pay.AmountFen != one.ClaimedFen ? "not claimed, or not so much"
                : Put(call.Pay.GuaranteeId, one with { State = GuaranteeState.Paid, PaidFen = one.PaidFen + call.Pay.AmountFen })),
        GuaranteeCall.MethodOneofCase.Refuse => ByIssuer(call.Refuse.GuaranteeId, signer, one => Refuse(one, call.Refuse, time)),
        GuaranteeCall.MethodOneofCase.Suspend => ByIssuer(call.Suspend.GuaranteeId, signer, one => Suspend(one, call.Suspend, time)),
        GuaranteeCall.MethodOneofCase.Resume =>
            Guarantees[call.Resume.GuaranteeId] is { } one ? Resume(one, call.Resume, signer, time) : "no such guarantee",
        _ => "no such call",
    };

    private string? Put(ByteString id, GuaranteeEntry guarantee)
    {
        Guarantees[id] = guarantee;
        return null;
    }

    private string? ByIssuer(ByteString id, ModelSigner signer, Func<GuaranteeEntry, string?> step) =>
        Guarantees[id] is not { } one ? "no such guarantee" : one.Issuer != signer.Uscc ? "not its issuer" : step(one);

    private string? ByBeneficiary(ByteString id, ModelSigner signer, Func<GuaranteeEntry, string?> step) =>
        Guarantees[id] is not { } one ? "no such guarantee" : one.First?.BeneficiaryUscc != signer.Uscc ? "not its beneficiary" : step(one);

    private string? Issue(IssueGuarantees call, ModelSigner signer, long time)
    {
        if (!signer.Is(Role.Guarantor) || call.Guarantees.Count > 64 || !BitOperations.IsPow2(call.Guarantees.Count))
        {
            return "not a guarantor, or a batch of another size";
        }

        foreach (var item in call.Guarantees)
        {
            if (item.GuaranteeId.Length != 16 || !Shapes.IsDigest(item.Commitment) || item.Sealed.Length != SealedTerms.SealedBytes ||
                Guarantees[item.GuaranteeId] is not null)
            {
                return "no sealed record, or there already";
            }

            Put(item.GuaranteeId, new GuaranteeEntry { Issuer = signer.Uscc, IssuedAt = time, Commitment = item.Commitment });
        }

        return null;
    }

    private string? Open(OpenGuarantees call, ModelSigner signer, long time)
    {
        if (tender.Sections[call.SectionCode] is not { IsOpened: true } section || call.Guarantees.Count is 0 or > 64)
        {
            return "no opened section, or none or too many to reveal";
        }

        return call.Guarantees.Select(opened => Reveal(opened, section, signer, time)).FirstOrDefault(wrong => wrong is not null);
    }

    private string? Reveal(OpenedGuarantee opened, SectionEntry section, ModelSigner signer, long time)
    {
        if (Guarantees[opened.GuaranteeId] is not { } one)
        {
            return "no such guarantee";
        }

        // Taken back after the opening time is not taken back.
        var isSealed = one.State == GuaranteeState.IssuedSealed ||
            (one.State == GuaranteeState.Surrendered && one.SurrenderedAt >= section.OpeningTime);
        if (!isSealed || _terms.Uncover(opened, one) is not { } terms)
        {
            return "not sealed, or not what was committed to";
        }

        var isParty = signer.Uscc == one.Issuer || signer.Uscc == terms.ApplicantUscc ||
            (signer.Uscc == section.Centre && signer.Is(Role.TradingCentre));
        if (!isParty || terms.SectionCode != section.Code || terms.GuarantorUscc != one.Issuer || one.IssuedAt >= section.OpeningTime)
        {
            return "a stranger, another section or guarantor, or issued too late";
        }

        if (!applicants.IsAppliedFor(opened.Terms, terms, one.IssuedAt))
        {
            return "the bidder did not apply for it";
        }

        return terms.Version == 1 ? RevealFirst(opened.GuaranteeId, one, terms, time) : Merge(opened.GuaranteeId, one, terms, time);
    }

    private string? RevealFirst(ByteString id, GuaranteeEntry one, GuaranteeTerms terms, long time)
    {
        var bidder = (terms.SectionCode, terms.ApplicantUscc);
        if (_standing[bidder] is { } standing && Guarantees[standing]!.IsLive(time))
        {
            return "the bidder has one already";
        }

        _standing[bidder] = id;
        return Put(id, one with
        {
            State = GuaranteeState.Revealed,
            First = terms,
            AmountFen = terms.AmountFen,
            ValidUntil = terms.ValidUntil,
            PremiumFen = terms.PremiumFen,
        });
    }

    private string? Merge(ByteString id, GuaranteeEntry version, GuaranteeTerms terms, long time)
    {
        if (Guarantees[terms.Amends] is not { First: { } first } one || !one.IsIn(time, GuaranteeState.Revealed))
        {
            return "nothing to amend";
        }

        if (!TermsModel.AreOfOne(terms, first) || terms.Version != one.Version + 1 || !IsMore(one, terms.AmountFen, terms.ValidUntil))
        {
            return "another guarantee, out of order, or less";
        }

        Put(terms.Amends, Longer(one, terms.AmountFen, terms.ValidUntil) with { PremiumFen = terms.PremiumFen });
        return Put(id, version with { State = GuaranteeState.Merged });
    }

    private static bool IsMore(GuaranteeEntry one, long amountFen, long validUntil) =>
        one.Version < VersionsMax && amountFen >= one.AmountFen && validUntil >= one.ValidUntil &&
            (amountFen, validUntil) != (one.AmountFen, one.ValidUntil);

    private static GuaranteeEntry Longer(GuaranteeEntry one, long amountFen, long validUntil) =>
        one with { Version = one.Version + 1, AmountFen = amountFen, ValidUntil = validUntil };

    private string? Amend(GuaranteeEntry one, AmendGuarantee call, long time)
    {
        if (!one.IsIn(time, GuaranteeState.Revealed, GuaranteeState.Claimed) || !Shapes.IsFen(call.AmountFen)
            || !Shapes.IsDigest(call.DocumentDigest) || !Shapes.IsDigest(call.RequestDigest) ||
                !IsMore(one, call.AmountFen, call.ValidUntil))
        {
            return "not the time, or not more";
        }

        var answers = one.ExtendUntil != 0 && call.ValidUntil >= one.ExtendUntil;
        return one.State == GuaranteeState.Claimed && !answers
            ? "an open claim is not for an extension of this length"
            : Put(call.GuaranteeId, Longer(one, call.AmountFen, call.ValidUntil) with { State = GuaranteeState.Revealed });
    }

    private string? Release(GuaranteeEntry one, ReleaseGuarantee call, ModelSigner signer, long time)
    {
        if (!one.IsIn(time, GuaranteeState.Revealed, GuaranteeState.Refused))
        {
            return "not standing, or claimed";
        }

        var section = tender.Sections[one.First!.SectionCode]!;
        var byPlatform = call.Reason is ReleaseReason.Terminated or ReleaseReason.SectionFailed
            && signer.Is(Role.TradingCentre) && signer.Uscc == section.Centre;
        if (!byPlatform && signer.Uscc != one.First.BeneficiaryUscc)
        {
            return "neither its beneficiary, nor the platform of a section that is over";
        }

        var isDue = call.Reason switch
        {
            ReleaseReason.NotAwarded => section.Winner is { } winner && winner != one.Bidder,
            ReleaseReason.ContractSigned => section.ContractFen is not null,
            ReleaseReason.Terminated => section.State == SectionState.Terminated,
            ReleaseReason.SectionFailed => section.State == SectionState.Failed && section.Failure != FailureCause.TooFewBidders,
            ReleaseReason.WithdrawnByDecryptionFailure => section.Undecrypted.GetValueOrDefault(one.Bidder) == DecryptionFault.NotBidder,
            ReleaseReason.ClaimAbandoned => one.State == GuaranteeState.Refused,
            ReleaseReason.ExtensionRefused => true,
            _ => false,
        };
        return isDue ? Put(call.GuaranteeId, one with { State = GuaranteeState.Released }) : "the section does not bear it out";
    }

    private string? Claim(GuaranteeEntry one, ClaimGuarantee call, long time)
    {
        if (!one.IsIn(time, GuaranteeState.Revealed, GuaranteeState.Refused) || call.AmountFen <= 0 || call.AmountFen > one.BalanceFen
            || !Shapes.IsDigest(call.EvidenceDigest) || !Shapes.IsDigest(call.StatementDigest) ||
                (call.ExtendUntil != 0 && call.ExtendUntil <= one.ValidUntil)
            || !(call.Clause.Length == 0 ? call.Reason != ClaimReason.OtherInDocument : Shapes.IsText(call.Clause, 64)))
        {
            return "not standing, too much, no documents, no extension, or no clause";
        }

        var section = tender.Sections[one.First!.SectionCode]!;
        var holds = call.Reason switch
        {
            ClaimReason.Revoked => section.Undecrypted.GetValueOrDefault(one.Bidder) != DecryptionFault.NotBidder,
            ClaimReason.OtherInDocument => !section.Announced.ForfeitureTermsDigest.IsEmpty,
            ClaimReason.NoContract or ClaimReason.AddedConditions or ClaimReason.NoPerformanceBond =>
                section.Awards.Any(award => award.Uscc == one.Bidder),
            _ => false,
        };
        return holds
            ? Put(call.GuaranteeId, one with
            {
                State = GuaranteeState.Claimed,
                ClaimedFen = call.AmountFen,
                ExtendUntil = call.ExtendUntil,
                AnswerUntil = AnswerUntil(section, call, time),
            })
            : "the reason does not hold";
    }

    private long AnswerUntil(SectionEntry section, ClaimGuarantee call, long time)
    {
        var toExtend = call.ExtendUntil != 0;
        var kind = toExtend ? TenderRuleKind.ExtendOrPayDaysMax : TenderRuleKind.ExaminationWorkdaysMax;
        return law.Value(section, kind) is { } count ? days.EndOf(time, count, working: !toExtend) : 0;
    }

    private string? Refuse(GuaranteeEntry one, RefuseClaim call, long time) =>
        one.State != GuaranteeState.Claimed || (one.AnswerUntil != 0 && time > one.AnswerUntil) ? "not claimed, or too late"
            : call.Discrepancies.Count is 0 or > 32 || !call.Discrepancies.All(text => Shapes.IsText(text, 200)) ? "no discrepancies"
            : Put(call.GuaranteeId, one with { State = GuaranteeState.Refused });

    private string? Suspend(GuaranteeEntry one, SuspendPayment call, long time)
    {
        if (!Shapes.IsDigest(call.OrderDigest) || !(call.SuitDigest.IsEmpty || Shapes.IsDigest(call.SuitDigest)))
        {
            return "no order";
        }

        return one.State switch
        {
            GuaranteeState.Claimed when one.Stops >= 16 || call.OrderDigest == one.Order =>
                "stopped too often, or by an order that was lifted",
            GuaranteeState.Claimed =>
                Put(
                    call.GuaranteeId,
                    one with
                    {
                        State = GuaranteeState.PaySuspended,
                        Order = call.OrderDigest,
                        Suit = call.SuitDigest,
                        StoppedAt = time,
                        Stops = one.Stops + 1,
                    }),
            GuaranteeState.PaySuspended when call.OrderDigest == one.Order && one.Suit.IsEmpty && !call.SuitDigest.IsEmpty =>
                Put(call.GuaranteeId, one with { Suit = call.SuitDigest }),
            _ => "not claimed, or nothing to add",
        };
    }

    private string? Resume(GuaranteeEntry one, ResumePayment call, ModelSigner signer, long time)
    {
        if (one.State != GuaranteeState.PaySuspended)
        {
            return "not suspended";
        }

        var section = tender.Sections[one.First!.SectionCode]!;
        var noSuitDays = law.Value(section, TenderRuleKind.SuspensionWithoutSuitDaysMax);
        var mayResume = call.OrderDigest.IsEmpty
            ? signer.Uscc == one.First.BeneficiaryUscc && one.Suit.IsEmpty && noSuitDays is { } count &&
                time > one.StoppedAt + (count * LawBook.DayMs)
            : signer.Uscc == one.Issuer && Shapes.IsDigest(call.OrderDigest);
        return mayResume
            ? Put(call.GuaranteeId, one with
            {
                State = GuaranteeState.Claimed,
                AnswerUntil = one.AnswerUntil == 0 ? 0 : one.AnswerUntil + time - one.StoppedAt,
            })
            : "the stop stands";
    }
}
