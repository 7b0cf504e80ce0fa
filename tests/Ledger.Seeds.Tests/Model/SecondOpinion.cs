using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.ReferenceModel;
using Ledger.Schema.Account;

namespace Ledger.Seeds.Tests;

/// <summary>
/// Follows a chain with the reference model: every transaction is judged again, and before and after each some that are deliberately wrong
/// – repeated, by another signer, out of their time, with a field spoilt – are asked of both. The first disagreement is kept.
/// </summary>
internal sealed class SecondOpinion
{
    private const int ProbesBefore = 4;
    private const int ProbesPerTransaction = 8;

    private readonly InProcessChain _chain;
    private readonly ModelLedger _model;
    private readonly Dictionary<Digest, ModelSigner> _signers;
    private readonly List<Digest> _strangers;
    private readonly List<(Digest Signer, Call Call)> _seen = [];
    private readonly SeededRandom _random = new(1, "second-opinion");
    private readonly CallSpoiler _spoiler;

    internal SecondOpinion(InProcessChain chain, ConsortiumSeed consortium, RecordActors actors, ZhuhaiRecord record)
    {
        _chain = chain;
        var genesis = consortium.Genesis;
        var members = consortium.Members.Values.Select(member => Google.Protobuf.ByteString.CopyFrom(member.KeyPair.PublicKey.Encoded))
            .ToHashSet();
        _model = new ModelLedger(
            genesis.ChainId,
            genesis.Suite,
            genesis.Content.TenderRules,
            genesis.Content.BondCaps,
            genesis.Content.WorkCalendars,
            CertificateOf,
            key => members.Contains(key),
            new CredentialLaw(
                genesis.Content.QualificationTypes,
                genesis.Content.IssuerCompetences,
                uscc => chain.Find(AccountTables.Subjects, AccountTables.Subjects.Key(uscc)) is not null));
        var roles = genesis.Content.Members.ToDictionary(member => member.Uscc, member => (IReadOnlyList<Role>)member.Roles);
        _signers = roles.Keys.Concat(record.Sections.Select(section => section.Project.Tenderer.Uscc)).Distinct()
            .ToDictionary(
                uscc => actors.ParticipantOf(uscc).CertificateId, uscc => new ModelSigner(uscc, roles.GetValueOrDefault(uscc) ?? []));
        _strangers = [.. _signers.Where(signer => roles.ContainsKey(signer.Value.Uscc)).Select(signer => signer.Key)];
        _spoiler = new CallSpoiler(_random, [.. members]);
        chain.Executing = Precede;
        chain.Executed = Follow;
    }

    internal string? Disagreement { get; private set; }

    internal Dictionary<RefusalCode, int> Verdicts { get; } = [];

    internal int Transactions { get; private set; }

    internal ModelLedger Model => _model;

    internal string? FindDifference() =>
        ModelComparison.FindDifference(
            _model, _chain.Read(Schema.Tender.TenderTables.Sections), _chain.Read(Schema.Guarantee.GuaranteeTables.Guarantees))
        ?? ModelComparison.FindDifference(
            _model,
            _chain.Read(Schema.Credential.CredentialTables.Records),
            _chain.Read(Schema.Credential.CredentialTables.Checks));

    private ModelCertificate? CertificateOf(Google.Protobuf.ByteString id) =>
        _chain.Find(AccountTables.Certificates, AccountTables.Certificates.Key(id.Span)) is { } record ? ModelCertificate.Of(record) : null;

    /// <summary>
    /// Where the state is right for a call, a field that is spoilt is judged for itself: afterwards the state alone would refuse it.
    /// </summary>
    private void Precede(SignedTransaction transaction, long time)
    {
        var calls = transaction.Body.Calls;
        if (!calls.All(IsJudged))
        {
            return;
        }

        for (var i = 0; i < ProbesBefore && Disagreement is null; i++)
        {
            var spoilt = calls.ToArray();
            var at = _random.Below(spoilt.Length);
            spoilt[at] = _spoiler.Spoil(spoilt[at]);
            Compare(
                _chain.Probe(transaction.Signer, spoilt),
                _model.Probe(spoilt, _signers[transaction.Signer], time),
                spoilt,
                transaction.Signer,
                time);
        }
    }

    private void Follow(SignedTransaction transaction, Refused refused, long time)
    {
        Transactions++;
        Compare(
            refused,
            _model.Apply(transaction.Body.Calls, _signers[transaction.Signer], time),
            transaction.Body.Calls,
            transaction.Signer,
            time);
        var calls = transaction.Body.Calls.Where(IsJudged).ToList();

        // An issue that is repeated tells nothing new.
        _seen.AddRange(calls.Where(call => call.Guarantee?.Issue is null).Select(call => (transaction.Signer, call)));
        for (var i = 0; i < ProbesPerTransaction && _seen.Count > 0 && Disagreement is null; i++)
        {
            // Of the present transaction or of any before it, so that each call is tried in every later state.
            var (signer, call) = calls.Count > 0 &&
                i < ProbesPerTransaction / 2 ? (transaction.Signer, _random.Pick(calls)) : _random.Pick(_seen);
            var by = _random.Chance(20) ? _random.Pick(_strangers) : signer;
            Call[] wrong = [_random.Chance(60) ? _spoiler.Spoil(call) : call];
            Compare(_chain.Probe(by, wrong), _model.Probe(wrong, _signers[by], time), wrong, by, time);
        }
    }

    private static bool IsJudged(Call call) => call.ContractCase is
        Call.ContractOneofCase.Tender or Call.ContractOneofCase.Guarantee or Call.ContractOneofCase.Credential;

    private void Compare(Refused chain, string? model, IEnumerable<Call> calls, Digest signer, long time)
    {
        Verdicts[chain.Code] = Verdicts.GetValueOrDefault(chain.Code) + 1;
        if (chain.IsRefused != model is not null)
        {
            Disagreement ??= $"At {time} by {_signers[signer].Uscc}: the chain says {chain.Code} {chain.Detail}, the model " +
                $"{model ?? "done"}: {calls.First()}";
        }
    }
}
