using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Contracts;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Membership;
using Signer = Ledger.Schema.Signer;

namespace Ledger.Preflight;

/// <summary>
/// One transaction, judged as execution judges it: read, signer, calls in order, invariants. A pure function of the state and the time, to
/// be evaluated on a partial state until every entry that it asks for is known.
/// </summary>
internal sealed class TransactionTrial
{
    private static readonly byte[] LimitsKey = MembershipTables.Limits.Key(MembershipTables.Current);
    private static readonly byte[] RulesKey = MembershipTables.Rules.Key(MembershipTables.Current);
    private readonly SignatureVerifier _verifier = new();
    private readonly GenesisFile _genesis;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly bool _isSigned;

    private TransactionTrial(GenesisFile genesis, ReadOnlyMemory<byte> bytes, bool isSigned) =>
        (_genesis, _bytes, _isSigned) = (genesis, bytes, isSigned);

    /// <summary>Calls that nobody has signed yet. What comes with the signature is not judged.</summary>
    internal static TransactionTrial OfCalls(
        GenesisFile genesis, Digest certificate, IReadOnlyList<Call> calls, ReadOnlyMemory<byte> businessKey)
    {
        var body = new TxBody
        {
            ChainId = UnsafeByteOperations.UnsafeWrap(genesis.ChainId.ToArray()),
            Nonce = UnsafeByteOperations.UnsafeWrap(RandomNumberGenerator.GetBytes(TransactionReader.NonceBytes)),
            NotAfter = genesis.Content.Time,
            Signer = UnsafeByteOperations.UnsafeWrap(certificate.ToArray()),
            BusinessKey = UnsafeByteOperations.UnsafeWrap(businessKey),
            Calls = { calls },
        };

        // The shortest signature that can be read: what is too large with it is too large with any.
        var signature = new Signature { Algorithm = (uint)SignatureAlgorithm.Sm2Sm3, Value = ByteString.CopyFrom(0) };
        return new TransactionTrial(
            genesis, new Transaction { Body = body.ToByteString(), Signature = signature }.ToByteArray(), isSigned: false);
    }

    /// <summary>An encoded Transaction as it would be sent.</summary>
    internal static TransactionTrial OfSigned(GenesisFile genesis, ReadOnlyMemory<byte> transaction) =>
        new(genesis, transaction, isSigned: true);

    /// <summary>The refusal that holds at both ends of the times that the block may have, by one rule; none where either differs.</summary>
    /// <param name="state">The state after the newest final block.</param>
    /// <param name="height">Its height.</param>
    /// <param name="from">Its time, UTC milliseconds.</param>
    /// <param name="until">The latest time of the block that takes the transaction.</param>
    internal Refused RefusedThroughout(IStateReader state, ulong height, long from, long until)
    {
        var refused = RefusedAt(state, height + 1, from);
        return refused.IsRefused && RefusedAt(state, height + 1, until).Code == refused.Code ? refused : Refused.No;
    }

    private Refused RefusedAt(IStateReader state, ulong height, long time)
    {
        try
        {
            return Judge(state, height, time);
        }
        catch (Exception)
        {
            // On a state that is not known yet a contract may fail in any way, and is asked again. One that fails on all it asked for is
            // left to the chain: what failed may be this machine, and a contract's own fault is an alarm for the nodes' operators.
            return Refused.No;
        }
    }

    private Refused Judge(IStateReader state, ulong height, long time)
    {
        // Both stand in every state; where they are not known yet, what follows says in the same round what else it needs.
        var version = MembershipTables.Rules.Read(state, RulesKey)?.Version ?? 0;
        var limits = MembershipTables.Limits.Read(state, LimitsKey) ?? _genesis.Content.Limits;
        if (version > ContractDispatcher.RuleVersionKnown)
        {
            return Refused.No;
        }

        var refused = TransactionReader.TryRead(_bytes, _genesis.Hasher, _genesis.ChainId, limits, out var transaction);
        if (!refused.IsRefused)
        {
            refused = TransactionRules.CheckCalls(transaction!, state);
        }

        if (_isSigned && transaction is not null && HasLanded(transaction, state))
        {
            return Refused.No; // it is answered with what became of it
        }

        Signer? signer = null;
        if (!refused.IsRefused)
        {
            refused = _isSigned
                ? CheckSigned(transaction!, limits, time, state, out signer)
                : SignerRules.Resolve(state, transaction!.Signer, time, out signer);
        }

        if (refused.IsRefused || IsUsed(transaction!.Body, signer!, state))
        {
            return refused;
        }

        var block = new BlockScope(_genesis.ChainId, _genesis.Suite, _genesis.Hasher, _verifier, height, time, version);
        return Run(transaction.Body, new DraftState(state), signer!, block, state);
    }

    private static bool HasLanded(SignedTransaction transaction, IStateReader state) =>
        state.Get(LandedTransactions.Key(transaction.Body.NotAfter, transaction.Id)) is not null;

    private Refused CheckSigned(
        SignedTransaction transaction, ChainLimits limits, long time, IStateReader state, out Signer? signer)
    {
        signer = null;
        var refused = TransactionRules.CheckExpiry(transaction, time, limits);
        if (refused.IsRefused)
        {
            return refused;
        }

        refused = TransactionRules.CheckSigner(transaction, time, state, out signer);
        if (refused.IsRefused)
        {
            return refused;
        }

        var valid = new bool[1];
        _verifier.Verify([transaction.SignatureCheck(signer!.Key)], valid);
        return valid[0] ? Refused.No : TransactionRules.BadSignature;
    }

    // The chain answers with what was done first, whatever the calls would meet now.
    private static bool IsUsed(TxBody body, Signer signer, IStateReader state) =>
        !body.BusinessKey.IsEmpty && state.Get(BusinessKeys.Key(signer.Uscc, body.BusinessKey.Span)) is not null;

    private static Refused Run(TxBody body, DraftState draft, Signer signer, BlockScope block, IStateReader state)
    {
        var context = new CallContext(block, signer, draft);
        var first = Refused.No;
        for (var i = 0; i < body.Calls.Count; i++)
        {
            var refused = ContractDispatcher.Execute(body.Calls[i], context);
            if (refused.IsRefused && !first.IsRefused)
            {
                first = body.Calls.Count == 1 ? refused : refused with
                {
                    Detail = $"Call {i + 1} of {body.Calls.Count}, {ContractDispatcher.NameOf(body.Calls[i])}: {refused.Detail}",
                };
            }

            // As long as entries are missing the refusal is none yet; the other calls say what they need in the same round.
            if (first.IsRefused && state is not PartialState { Needed.Count: > 0 })
            {
                return first;
            }
        }

        return first.IsRefused || LedgerInvariants.Check(draft.Changes(), draft, block.Time, block.Hasher) is null
            ? first
            : TransactionRules.BreaksInvariant;
    }
}
