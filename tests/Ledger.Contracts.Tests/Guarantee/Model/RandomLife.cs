using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.ReferenceModel;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Guarantee;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Tests;

/// <summary>Runs random steps on the contracts and on the reference model, side by side, and says where they part.</summary>
internal sealed class RandomLife
{
    internal const int Guarantees = 4;

    private static readonly TenderRuleKind[] Kinds =
        [
            TenderRuleKind.PublicityDaysMin, TenderRuleKind.ExaminationWorkdaysMax, TenderRuleKind.ExtendOrPayDaysMax,
            TenderRuleKind.SuspensionWithoutSuitDaysMax, TenderRuleKind.BiddersMin, TenderRuleKind.CompliantMin,
        ];

    private static readonly uint[] Values = [3, 5, 30, 30, 3, 3];

    // The third stands for the same bidder as the first; the second is blind; the bidder of the fourth never signed it.
    private static readonly int[] Bidders = [8, 7, 8, 7];
    private const int Forged = 3;

    private readonly World _world = new();
    private readonly ModelLedger _model;
    private readonly Dictionary<string, ModelSigner> _signers;

    internal RandomLife()
    {
        var rules = Kinds.Zip(
            Values, (kind, value) => new TenderRule { Region = "000000", TradeClass = "A", Kind = kind, Value = value, Source = "实施条例" })
            .ToList();
        foreach (var (kind, value) in Kinds.Zip(Values))
        {
            _world.WithRule(kind, value);
        }

        _model = new ModelLedger(World.ChainId, CryptoSuite.Guomi, rules, [], [], RegisteredCertificate, _ => false);
        _signers = new[]
        {
            _world.Centre,
            _world.OtherCentre,
            _world.Guarantor,
            _world.OtherGuarantor,
            _world.Regulator,
            _world.Tenderer,
            _world.Bidder,
        }
            .ToDictionary(signer => signer.Uscc, signer => new ModelSigner(signer.Uscc, [.. signer.Member?.Roles ?? []]));
        var announcement = World.Announcement();
        announcement.ForfeitureTermsDigest = World.Blob(32);
        Try(_world.Centre, World.Call(World.Project()));
        Try(_world.Centre, World.Call(announcement));
        _world.Time = World.OpeningTime - World.Day;
    }

    /// <summary>How often the chain gave each outcome.</summary>
    internal Dictionary<RefusalCode, int> Outcomes { get; } = [];

    /// <summary>Where contracts and model part, in words; null where they agree to the end.</summary>
    internal string? Run(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            _world.Time += step.WaitHours * 3_600_000L;
            if (Try(SignerOf(step), CallOf(step)) is { } parting)
            {
                return $"{step}: {parting}";
            }
        }

        Section[] sections = [_world.Section];
        var guarantees = _world.State.Entries.Where(entry => entry.Key.AsSpan().StartsWith(GuaranteeTables.Guarantees.Prefix.ToArray()))
            .Select(entry => GuaranteeRecord.Parser.ParseFrom(entry.Value)).ToList();
        return ModelComparison.FindDifference(_model, sections, guarantees);
    }

    private ModelCertificate? RegisteredCertificate(ByteString id) =>
        AccountTables.Certificates.Read(_world.State, AccountTables.Certificates.Key(id.Span)) is { } record
            ? ModelCertificate.Of(record)
            : null;

    private string? Try(Signer signer, Call call)
    {
        var chain = _world.Run(signer, call);
        Outcomes[chain.Code] = Outcomes.GetValueOrDefault(chain.Code) + 1;
        var model = _model.Apply([call], _signers[signer.Uscc], _world.Time);
        return chain.IsRefused == model is not null ? null : $"the contracts say {chain.Code} {chain.Detail}, the model {model ?? "done"}";
    }

    private Signer SignerOf(Step step)
    {
        Signer[] strangers = [_world.OtherCentre, _world.OtherGuarantor, _world.Bidder, _world.Centre, _world.Tenderer, _world.Regulator];
        return step.Actor > 0 ? strangers[step.Actor % strangers.Length] : step.Move switch
        {
            Move.Issue or Move.IssueLater or Move.Surrender or Move.Endorse or Move.Amend or Move.Pay or Move.Refuse or Move.Suspend =>
                _world.Guarantor,
            Move.Resume => step.Variant == 0 ? _world.Guarantor : _world.Tenderer,
            Move.Terminate or Move.Award or Move.Contract or Move.Release or Move.Claim => _world.Tenderer,
            _ => _world.Centre,
        };
    }

    private Call CallOf(Step step) => step.Move switch
    {
        Move.Issue => World.Issuing(World.Seal(Encode(TermsOf(step, 1), step), IdOf(step.Guarantee, 1))),
        Move.IssueLater => World.Issuing(World.Seal(Encode(TermsOf(step, 2), step), IdOf(step.Guarantee, 2))),
        Move.Reveal => Revealing(step, 1),
        Move.RevealLater => Revealing(step, 2),
        Move.Postpone => Postponing(step),
        Move.Open => World.Call((step.Variant == 0 ? World.Bidders() : World.Bidders(7, 8)).Opening()),
        Move.List => World.Call((step.Variant == 0 ? World.Bidders() : World.Bidders(7, 8, 10)).Listing()),
        Move.ReleaseKey => World.Call(World.ReleasingKey()),
        Move.Fail => World.Call(step.Variant == 0 ? World.Failing() : World.Rejecting((FailureCause)(1 + (step.Variant % 3)))),
        Move.Terminate => World.Call(World.Terminating()),
        Move.Attribute => World.Call(World.Attributing(step.Variant == 0 ? DecryptionFault.NotBidder : DecryptionFault.Bidder)),
        Move.Complete => World.Call(World.Completing()),
        Move.Appoint => World.Call(World.Appointing()),
        Move.Evaluate => World.Call(World.Evaluating()),
        Move.Publicize =>
            World.Call(
                new PublicizeCandidates
                {
                    SectionCode = World.SectionCode,
                    Until = _world.Time + ((3 - step.Variant) * World.Day),
                    NoticeDigest = World.Blob(32),
                }),
        Move.Award => World.Call(World.Awarding(step.Variant == 0 ? 8 : 7)),
        Move.Contract => World.Call(World.Contracting()),
        Move.Pause => World.Call(World.Pausing()),
        Move.Unpause => World.Call(World.Resuming()),
        _ => About(step, IdOf(step.Guarantee, 1)),
    };

    private static Call About(Step step, ByteString id)
    {
        var call = step.Move switch
        {
            Move.Surrender => World.Surrendering(),
            Move.Endorse => World.Endorsing(),
            Move.Amend =>
                World.Amending(
                    call =>
                        (call.ValidUntil, call.AmountFen) = (
                            World.ValidUntil + (step.Variant * 30 * World.Day), World.AmountFen + (step.Variant % 2))),
            Move.Release => World.Releasing((ReleaseReason)(1 + (step.Variant % 7))),
            Move.Claim => World.Claiming(World.AmountFen + (step.Variant == 5 ? 1 : 0), (ClaimReason)(1 + (step.Variant % 5))),
            Move.Pay => World.Paying(World.AmountFen + (step.Variant == 5 ? 1 : 0)),
            Move.Refuse => World.RefusingClaim("证明文件缺失"),
            Move.Suspend => World.Suspending(step.Variant % 2 == 0 ? null : World.Blob(32, 7)),
            Move.Resume => World.ResumingPayment(step.Variant == 0 ? World.Blob(32) : null),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.Move, "The move is about no guarantee."),
        };
        SetId(call.Guarantee, id, step);
        return call;
    }

    private static void SetId(GuaranteeCall call, ByteString id, Step step)
    {
        var message = (IMessage)GuaranteeCall.Descriptor.FindFieldByNumber((int)call.MethodCase).Accessor.GetValue(call);
        message.Descriptor.FindFieldByName("guarantee_id").Accessor.SetValue(message, id);
        if (call.Claim is { } claim && step.Variant == 2)
        {
            claim.ExtendUntil = World.ValidUntil + (60 * World.Day);
        }
    }

    private Call Postponing(Step step)
    {
        var notice = World.Notice();
        (notice.NoticeNumber, notice.OpeningTime) = (
            _world.Section.Notices + (step.Variant == 5 ? 2u : 1u), _world.Section.OpeningTime + World.Day);
        return World.Call(notice);
    }

    private static ByteString IdOf(int guarantee, int version) => World.Blob(16, (byte)((guarantee * 2) + version));

    private static bool IsBlind(int guarantee) => guarantee == 1;

    private static SectionOpening Opened() =>
        new() { Salt = World.Blob(32, 6), SectionCode = World.SectionCode, BeneficiaryUscc = World.Uscc(6) };

    private static GuaranteeTerms TermsOf(Step step, uint version)
    {
        var terms = World.Terms();
        (terms.ApplicantUscc, terms.Version) = (World.Uscc(Bidders[step.Guarantee]), version);
        if (version > 1)
        {
            terms.Amends = IdOf(step.Guarantee, 1);
            terms.ValidUntil += World.Day;
            terms.PremiumFen++;
        }

        if (IsBlind(step.Guarantee))
        {
            terms.BlindSection = new BlindSection
            {
                Commitment = ByteString.CopyFrom(BlindSectionCommitment.Compute(World.Hasher, Opened()).ToArray()),
                Sealed = World.Blob(64),
            };
            terms.SectionCode = terms.BeneficiaryUscc = string.Empty;
        }

        return terms;
    }

    private static ByteString Encode(GuaranteeTerms terms, Step step) => World.Encode(terms, step.Guarantee == Forged ? Bidders[0] : null);

    private static Call Revealing(Step step, uint version)
    {
        // Variant 5 lies: other terms than were committed to.
        var terms = TermsOf(step, version);
        terms.AmountFen += step.Variant == 5 ? 1 : 0;
        var call = World.Revealing(Encode(terms, step), IdOf(step.Guarantee, (int)version));
        call.Guarantee.Open.Guarantees[0].Section = IsBlind(step.Guarantee) ? Opened() : null;
        return call;
    }
}
