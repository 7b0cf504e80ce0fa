using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>The machine of sections (DOMAIN §1).</summary>
internal sealed class TenderModel(Digest chain, CryptoSuite suite, LawBook law, Func<ByteString, bool> isRegistered)
{
    private const long AheadMsMax = 366 * LawBook.DayMs;

    private readonly Books<string, ProjectEntry> _projects = new();

    // Points that the model has seen: true of those that open a section, which are nothing else.
    private readonly Books<ByteString, object> _keys = new();
    private readonly SignatureVerifier _verifier = new();

    private readonly IHasher _hasher = Hashers.For(suite);
    private long _transactions;

    internal Books<string, SectionEntry> Sections { get; } = new();

    private SignatureAlgorithm Algorithm => suite == CryptoSuite.Guomi ? SignatureAlgorithm.Sm2Sm3 : SignatureAlgorithm.EcdsaP256Sha256;

    internal void Close(bool keep)
    {
        if (keep)
        {
            _projects.Keep();
            _keys.Keep();
            Sections.Keep();
        }
        else
        {
            _projects.Drop();
            _keys.Drop();
            Sections.Drop();
        }
    }

    /// <summary>Each stands in a block of its own.</summary>
    internal void NextTransaction() => _transactions++;

    internal string? Judge(TenderCall call, ModelSigner signer, long time) => call.MethodCase switch
    {
        TenderCall.MethodOneofCase.CreateProject => Create(call.CreateProject, signer),
        TenderCall.MethodOneofCase.CorrectProject => Correct(call.CorrectProject, signer),
        TenderCall.MethodOneofCase.WithdrawProject => Withdraw(call.WithdrawProject, signer),
        TenderCall.MethodOneofCase.AnnounceSection => Announce(call.AnnounceSection, signer, time),
        TenderCall.MethodOneofCase.PublishNotice => Step(call.PublishNotice.SectionCode, s => Notice(s, call.PublishNotice, signer, time)),
        TenderCall.MethodOneofCase.OpenSection => Step(call.OpenSection.SectionCode, s => Open(s, call.OpenSection, signer, time)),
        TenderCall.MethodOneofCase.ListBidders => Step(call.ListBidders.SectionCode, s => List(s, call.ListBidders, signer, time)),
        TenderCall.MethodOneofCase.ReleaseOpeningKey =>
            Step(call.ReleaseOpeningKey.SectionCode, s => Release(s, call.ReleaseOpeningKey, signer, time)),
        TenderCall.MethodOneofCase.FailSection => Step(call.FailSection.SectionCode, s => Fail(s, call.FailSection, signer, time)),
        TenderCall.MethodOneofCase.TerminateSection =>
            Step(call.TerminateSection.SectionCode, s => Terminate(s, call.TerminateSection, signer, time)),
        TenderCall.MethodOneofCase.AttributeDecryptionFailure =>
            Step(call.AttributeDecryptionFailure.SectionCode, s => Attribute(s, call.AttributeDecryptionFailure, signer)),
        TenderCall.MethodOneofCase.CompleteOpening => Step(call.CompleteOpening.SectionCode, s =>
            !IsCentre(s, signer) ? "not its centre"
                : s.State != SectionState.Opening || s.ReleasedAt == 0 || !Shapes.IsDigest(call.CompleteOpening.ResultsDigest)
                    ? "not opening, no key, or no results"
                : Put(s with { State = SectionState.Opened })),
        TenderCall.MethodOneofCase.AppointCommittee =>
            Step(call.AppointCommittee.SectionCode, s => Appoint(s, call.AppointCommittee, signer, time)),
        TenderCall.MethodOneofCase.RecordEvaluation =>
            Step(call.RecordEvaluation.SectionCode, s => Evaluate(s, call.RecordEvaluation, signer)),
        TenderCall.MethodOneofCase.PublicizeCandidates =>
            Step(call.PublicizeCandidates.SectionCode, s => Publicize(s, call.PublicizeCandidates, signer, time)),
        TenderCall.MethodOneofCase.AwardSection => Step(call.AwardSection.SectionCode, s => Award(s, call.AwardSection, signer, time)),
        TenderCall.MethodOneofCase.SignContract => Step(call.SignContract.SectionCode, s => Sign(s, call.SignContract, signer, time)),
        TenderCall.MethodOneofCase.PauseSection => Step(call.PauseSection.SectionCode, s => Pause(s, call.PauseSection, signer, time)),
        TenderCall.MethodOneofCase.ResumeSection => Step(call.ResumeSection.SectionCode, s => Resume(s, call.ResumeSection, signer, time)),
        _ => "no such call",
    };

    private string? Step(string code, Func<SectionEntry, string?> step) =>
        Sections[code] is { } section ? step(section) : "no such section";

    private string? Put(SectionEntry section)
    {
        Sections[section.Code] = section;
        return null;
    }

    private static bool IsCentre(SectionEntry section, ModelSigner signer) =>
        signer.Is(Role.TradingCentre) && signer.Uscc == section.Centre;

    private static bool IsTenderer(SectionEntry section, ModelSigner signer) =>
        signer.Uscc == section.Tenderer || (section.Agent.Length > 0 && signer.Uscc == section.Agent);

    private static bool IsPublisher(SectionEntry section, ModelSigner signer) => IsTenderer(section, signer) || IsCentre(section, signer);

    private string? Create(CreateProject call, ModelSigner signer)
    {
        if (!signer.Is(Role.TradingCentre))
        {
            return "not a trading centre";
        }

        if (!IsProject(call))
        {
            return "a field has no shape";
        }

        if (_projects[call.TenderProjectCode] is { IsWithdrawn: false })
        {
            return "the project exists";
        }

        _projects[call.TenderProjectCode] = new ProjectEntry(call, signer.Uscc);
        return null;
    }

    private static bool IsProject(CreateProject call) =>
        Shapes.IsTradeCode(call.ProjectCode, 17) && Shapes.IsTradeCode(call.TenderProjectCode, 20)
        && call.TenderProjectCode.StartsWith(call.ProjectCode, StringComparison.Ordinal) && Shapes.IsText(call.Name, 200)
        && Shapes.IsOrganisation(call.TendererUscc) && (call.AgentUscc.Length == 0 || Shapes.IsOrganisation(call.AgentUscc))
        && Shapes.IsInvestmentCode(call.InvestmentProjectCode) && Shapes.IsRegion(call.Region) && Shapes.IsTradeClass(call.TradeClass);

    /// <summary>A project of the signer's without a section; what is wrong otherwise.</summary>
    private string? FindUnused(string code, string reason, ModelSigner signer, out ProjectEntry project)
    {
        project = _projects[code]!;
        return !signer.Is(Role.TradingCentre) ? "not a trading centre"
            : !Shapes.IsText(reason, 200) ? "no reason"
            : project is null ? "no such project"
            : project.Centre != signer.Uscc ? "not its centre"
            : project.IsWithdrawn ? "withdrawn"
            : project.IsUsed ? "in use"
            : null;
    }

    private string? Correct(CorrectProject call, ModelSigner signer)
    {
        var wanted = call.Corrected ?? new CreateProject();
        if (!IsProject(wanted))
        {
            return "a field has no shape";
        }

        if (FindUnused(wanted.TenderProjectCode, call.Reason, signer, out var project) is { } wrong)
        {
            return wrong;
        }

        if (wanted.Equals(project.Created))
        {
            return "nothing changes";
        }

        _projects[wanted.TenderProjectCode] = project with { Created = wanted };
        return null;
    }

    private string? Withdraw(WithdrawProject call, ModelSigner signer)
    {
        if (FindUnused(call.TenderProjectCode, call.Reason, signer, out var project) is { } wrong)
        {
            return wrong;
        }

        _projects[call.TenderProjectCode] = project with { IsWithdrawn = true };
        return null;
    }

    private string? Announce(AnnounceSection call, ModelSigner signer, long time)
    {
        if (_projects[call.TenderProjectCode] is not { IsWithdrawn: false } project)
        {
            return "no such project";
        }

        var section = new SectionEntry
        {
            Announced = call,
            Centre = project.Centre,
            Tenderer = project.Created.TendererUscc,
            Agent = project.Created.AgentUscc,
            Region = project.Created.Region,
            TradeClass = project.Created.TradeClass,
            AnnouncedAt = time,
            OpeningTime = call.OpeningTime,
        };
        if (!IsPublisher(section, signer))
        {
            return "neither centre, tenderer nor agent";
        }

        if (Sections[call.SectionCode] is not null || !IsWellFormed(call, time) || !IsLawful(section, time))
        {
            return "the section exists, a field has no shape, or it is unlawful";
        }

        if (_keys[call.OpeningKey] is not null || isRegistered(call.OpeningKey))
        {
            return "the key opens another section, or is somebody's";
        }

        _keys[call.OpeningKey] = true;
        _projects[call.TenderProjectCode] = project with { IsUsed = true };
        return Put(section);
    }

    private bool IsWellFormed(AnnounceSection call, long time) =>
        Shapes.IsTradeCode(call.SectionCode, 23) && call.SectionCode.StartsWith(call.TenderProjectCode, StringComparison.Ordinal)
        && Shapes.IsText(call.Name, 200) && Shapes.IsFen(call.EstimatedPriceFen) && Shapes.IsFen(call.BondFen)
        && Shapes.IsDigest(call.NoticeDigest) && (call.ForfeitureTermsDigest.IsEmpty || Shapes.IsDigest(call.ForfeitureTermsDigest))
        && call.BidValidityDays is >= 1 and <= 1096 && call.OpeningTime > time && call.OpeningTime - time <= 3 * AheadMsMax
        && call.AcceptedForms.All(Shapes.IsOneOf) &&
            call.AcceptedForms.Zip(call.AcceptedForms.Skip(1)).All(pair => pair.First < pair.Second)
        && call.DesignatedGuarantors.Count <= 16 && call.DesignatedGuarantors.All(Shapes.IsOrganisation)
        && Enum.IsDefined(call.Stage) && (call.Stage != TenderStage.FirstOfTwo || call.BondFen == 0)
        && Shapes.IsDealCode(call.UnifiedDealCode) && call.KeyHolder == KeyHolder.Centre && IsKey(call.OpeningKey);

    private bool IsLawful(SectionEntry section, long time)
    {
        var (call, region, type) = (section.Announced, section.Region, section.TradeClass);
        var takesBoth = call.AcceptsCash && call.AcceptedForms.Count > 0;
        return law.IsBondWithinCap(region, type, time, call.BondFen, call.EstimatedPriceFen)
            && (call.BondFen == 0 || takesBoth || law.Value(region, type, TenderRuleKind.CashAndGuarantees, time) is null)
            && (call.BondFen == 0 || !call.AcceptsCash || law.Value(region, type, TenderRuleKind.NonCashOnly, time) is null)
            && (call.DesignatedGuarantors.Count == 0 || law.Value(region, type, TenderRuleKind.NoDesignatedGuarantor, time) is null)
            && law.IsLongEnough(section, TenderRuleKind.DocumentDaysMin, time, call.OpeningTime);
    }

    private string? Notice(SectionEntry section, PublishNotice call, ModelSigner signer, long time)
    {
        var wasPausedEarly = section.State == SectionState.Paused
            && section.PausedFrom is SectionState.Announced or SectionState.Postponed && section.PausedAt < section.OpeningTime;
        if (!IsPublisher(section, signer) ||
            (!wasPausedEarly && section.At(time) is not (SectionState.Announced or SectionState.Postponed)))
        {
            return "not by its publisher, or too late";
        }

        var movesBy = call.OpeningTime - section.OpeningTime;
        var fits = call.Kind switch
        {
            NoticeKind.Postponement => movesBy > 0,
            NoticeKind.Correction => movesBy == 0,
            NoticeKind.Clarification =>
                law.IsLongEnough(section, TenderRuleKind.ClarificationDaysMin, time, call.OpeningTime),
            _ => false,
        };
        if (!fits || call.NoticeNumber != section.Notices + 1 || call.NoticeNumber > 1000 || !Shapes.IsDigest(call.NoticeDigest)
            || call.OpeningTime <= time || call.OpeningTime - time > 3 * AheadMsMax
            || !law.IsLongEnough(section, TenderRuleKind.DocumentDaysMin, section.AnnouncedAt, call.OpeningTime))
        {
            return "the notice does not fit";
        }

        var state = movesBy > 0 ? SectionState.Postponed : SectionState.Announced;
        var noticed = section with { Notices = call.NoticeNumber, OpeningTime = call.OpeningTime };
        return Put(wasPausedEarly ? noticed with { PausedFrom = state } : noticed with { State = state });
    }

    private string? Open(SectionEntry section, OpenSection call, ModelSigner signer, long time)
    {
        if (!IsCentre(section, signer) || section.At(time) != SectionState.Closed)
        {
            return "not its centre, or not closed";
        }

        var least = law.Value(section, TenderRuleKind.BiddersMin) ?? 1;
        return !IsAscending(call.BidderCommitments) ? "no commitments, or one twice"
            : call.BidderCommitments.Count < Math.Max(least, 1) || call.BidderCommitments.Count > 2_000 ? "too few bidders, or too many"
            : Put(
                section with
                {
                    State = SectionState.Opening,
                    Committed = [.. call.BidderCommitments],
                    OpenedIn = _transactions,
                });
    }

    private string? List(SectionEntry section, ListBidders call, ModelSigner signer, long time)
    {
        if (!IsCentre(section, signer) || !section.IsOpening || section.ListedAt != 0 || section.OpenedIn == _transactions)
        {
            return "not its centre, not opening, not yet, or listed already";
        }

        if (!Shapes.IsDigest(call.Salt) || !call.BidderUsccs.All(Shapes.IsOrganisation) || !IsAscending(call.Unnamed)
            || call.BidderUsccs.Zip(call.BidderUsccs.Skip(1)).Any(pair => string.CompareOrdinal(pair.First, pair.Second) >= 0))
        {
            return "a field has no shape, or a bidder stands there twice";
        }

        var named = call.BidderUsccs.Select(uscc => Commitment(call.Salt, section.Code, uscc));
        return named.Concat(call.Unnamed).ToHashSet().SetEquals(section.Committed)
            && call.BidderUsccs.Count + call.Unnamed.Count == section.Committed.Count
            ? Put(section with { ListedAt = time, Listed = [.. call.BidderUsccs] })
            : "not those of the opening";
    }

    private string? Release(SectionEntry section, ReleaseOpeningKey call, ModelSigner signer, long time) =>
        !IsCentre(section, signer) || !section.IsOpening || section.ListedAt == 0 || section.ReleasedAt != 0
            ? "not its centre, not opening, no list, or released already"
            : !IsPrivateHalf(call.OpeningPrivateKey, section.Announced.OpeningKey) ? "another key"
            : Put(section with { ReleasedAt = time });

    private ByteString Commitment(ByteString salt, string section, string uscc)
    {
        Span<byte> digest = stackalloc byte[32];
        _hasher.Hash(
            [.. "ledger/bidder/1\0"u8, .. chain.ToArray(), .. salt.Span, .. Encoding.ASCII.GetBytes(section + uscc)], digest);
        return ByteString.CopyFrom(digest);
    }

    private static bool IsAscending(IReadOnlyList<ByteString> commitments) =>
        commitments.All(Shapes.IsDigest)
        && commitments.Zip(commitments.Skip(1)).All(pair => pair.First.Span.SequenceCompareTo(pair.Second.Span) < 0);

    private static string? BadDigest(ByteString digest) => Shapes.IsDigest(digest) ? null : "no digest";

    private string? Terminate(SectionEntry section, TerminateSection call, ModelSigner signer, long time) =>
        !IsTenderer(section, signer) ? "not its tenderer"
            : section.At(time) is SectionState.Contracted or SectionState.Failed or SectionState.Terminated ? "it is over"
            : BadDigest(call.NoticeDigest) ?? Put(section with { State = SectionState.Terminated });

    private string? Attribute(SectionEntry section, AttributeDecryptionFailure call, ModelSigner signer)
    {
        if (!IsCentre(section, signer) || section.State != SectionState.Opening)
        {
            return "not its centre, or not opening";
        }

        if (!Shapes.IsOrganisation(call.BidderUscc) || !Shapes.IsOneOf(call.Fault) || !Shapes.IsDigest(call.EvidenceDigest) ||
            section.Undecrypted.ContainsKey(call.BidderUscc))
        {
            return "no shape, or said already";
        }

        return Put(
            section with { Undecrypted = new Dictionary<string, DecryptionFault>(section.Undecrypted) { [call.BidderUscc] = call.Fault } });
    }

    private string? Appoint(SectionEntry section, AppointCommittee call, ModelSigner signer, long time)
    {
        if (!IsCentre(section, signer) || section.At(time) is not (SectionState.Closed or SectionState.Opening or SectionState.Opened))
        {
            return "not its centre, or not the time";
        }

        if (call.Members is < 5 or > 99 || call.Members % 2 == 0 || !IsKey(call.CommitteeKey) || _keys[call.CommitteeKey] is true)
        {
            return "no such committee, or a key that opens a section";
        }

        _keys[call.CommitteeKey] = false;
        return Put(section with { CommitteeKey = call.CommitteeKey });
    }

    private string? Evaluate(SectionEntry section, RecordEvaluation call, ModelSigner signer)
    {
        if (!IsCentre(section, signer) || section.State != SectionState.Opened)
        {
            return "not its centre, or not opened";
        }

        if (call.Candidates.Count is 0 or > 3 || call.Candidates.ToHashSet().Count != call.Candidates.Count ||
            !call.Candidates.All(Shapes.IsOrganisation)
            || !Shapes.IsDigest(call.ReportDigest) || section.CommitteeKey is not { } committee)
        {
            return "no committee, or no candidates";
        }

        return IsSigned(call, call.CommitteeSignature, committee)
            ? Put(section with { State = SectionState.Evaluated, Candidates = [.. call.Candidates] })
            : "the committee did not sign";
    }

    private string? Fail(SectionEntry section, FailSection call, ModelSigner signer, long time)
    {
        if (!IsCentre(section, signer) || !Shapes.IsOneOf(call.Cause))
        {
            return "not its centre, or for no cause";
        }

        var saysNothing = call.ReportDigest.IsEmpty && call.CommitteeSignature.IsEmpty;
        var report = new RecordEvaluation { SectionCode = call.SectionCode, ReportDigest = call.ReportDigest };
        var isDue = call.Cause == FailureCause.TooFewBidders
            ? section.At(time) == SectionState.Closed && saysNothing
            : section.State == SectionState.Opened && Shapes.IsDigest(call.ReportDigest)
                && (call.Cause != FailureCause.TooFewCompliant || law.Value(section, TenderRuleKind.CompliantMin) is not null)
                && section.CommitteeKey is { } committee && IsSigned(report, call.CommitteeSignature, committee);
        return isDue ? Put(section with { State = SectionState.Failed, Failure = call.Cause }) : "it does not fail so";
    }

    private bool IsSigned(RecordEvaluation report, ByteString signature, ByteString committee)
    {
        Span<bool> signed = [false];
        _verifier.Verify(
            [new SignatureCheck(new PublicKey(Algorithm, committee.Span), EvaluationBytes.Encode(chain, report), signature.Memory)],
            signed);
        return signed[0];
    }

    private string? Publicize(SectionEntry section, PublicizeCandidates call, ModelSigner signer, long time) =>
        !IsPublisher(section, signer) || section.State != SectionState.Evaluated ? "not by its publisher, or not evaluated"
            : call.Until < time || call.Until - time > AheadMsMax
                || !law.IsLongEnough(section, TenderRuleKind.PublicityDaysMin, time, call.Until) ? "too short or too long"
            : BadDigest(call.NoticeDigest) ?? Put(section with { State = SectionState.Publicized, PublicUntil = call.Until });

    private string? Award(SectionEntry section, AwardSection call, ModelSigner signer, long time) =>
        !IsTenderer(section, signer) || section.State is not (SectionState.Publicized or SectionState.Awarded) ||
            time < section.PublicUntil ? "not its tenderer, or not the time"
            : !section.Candidates.Contains(call.WinnerUscc) ||
                section.Awards.Any(award => award.Uscc == call.WinnerUscc) ? "no candidate, or awarded already"
            : !Shapes.IsFen(call.AwardFen) ? "no amount"
            : BadDigest(call.NoticeDigest)
                ?? Put(section with
                {
                    State = SectionState.Awarded,
                    Awards = [.. section.Awards, (call.WinnerUscc, call.AwardFen)],
                    AwardedAt = time,
                });

    private string? Sign(SectionEntry section, SignContract call, ModelSigner signer, long time)
    {
        if (!IsTenderer(section, signer) || section.State != SectionState.Awarded)
        {
            return "not its tenderer, or not awarded";
        }

        var share = law.Value(section, TenderRuleKind.PerformanceBondMax);
        var isWithin = share is null || (decimal)call.PerformanceBondFen * 10_000 <= (decimal)call.ContractFen * share.Value;
        return !Shapes.IsFen(call.ContractFen) || !Shapes.IsFen(call.PerformanceBondFen) || !isWithin ? "no such amounts"
            : BadDigest(call.ContractDigest)
                ?? Put(section with { State = SectionState.Contracted, ContractFen = call.ContractFen, ContractedAt = time });
    }

    private static bool MayPause(SectionEntry section, PauseCause cause, ModelSigner signer) => cause switch
    {
        PauseCause.Objection => IsPublisher(section, signer),
        PauseCause.Regulator => signer.Is(Role.Regulator),
        _ => false,
    };

    private string? Pause(SectionEntry section, PauseSection call, ModelSigner signer, long time) =>
        !MayPause(section, call.Cause, signer) ? "not by this one for this cause"
            : section.State is SectionState.Contracted or SectionState.Failed or SectionState.Terminated
                or SectionState.Paused ? "it is over, or paused"
            : BadDigest(call.DecisionDigest)
                ?? Put(section with { State = SectionState.Paused, PausedFrom = section.State, PauseCause = call.Cause, PausedAt = time });

    private string? Resume(SectionEntry section, ResumeSection call, ModelSigner signer, long time)
    {
        if (section.State != SectionState.Paused || !MayPause(section, section.PauseCause, signer))
        {
            return "not paused, or not by this one";
        }

        var missedBids = section.PausedFrom is SectionState.Announced or SectionState.Postponed
            && section.PausedAt < section.OpeningTime && time >= section.OpeningTime;
        return missedBids
            ? "nobody could bid meanwhile"
            : BadDigest(call.DecisionDigest) ?? Put(section with { State = section.PausedFrom });
    }

    private bool IsKey(ByteString encoded) => PublicKeyRules.Check(new PublicKey(Algorithm, encoded.Span)) is null;

    private bool IsPrivateHalf(ByteString secret, ByteString openingKey)
    {
        try
        {
            using var pair = KeyPair.FromPrivateKey(Algorithm, secret.Span);
            return pair.PublicKey.Encoded.SequenceEqual(openingKey.Span);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private sealed record ProjectEntry(CreateProject Created, string Centre, bool IsUsed = false, bool IsWithdrawn = false);
}
