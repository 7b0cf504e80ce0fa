using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Ledger.State;

namespace Ledger.Simulation.Tests;

/// <summary>
/// A second, much simpler opinion on what final transactions did: each at one place, each business key once, and the money of
/// <see cref="MoneyModel"/>. It believes receipts, then holds them to account.
/// </summary>
internal sealed class LedgerModel(SimulatedConsortium consortium)
{
    private readonly Dictionary<Digest, (ulong Height, int Index)> _landed = [];
    private readonly Dictionary<string, (Digest Id, ByteString Calls)> _businessKeys = new(StringComparer.Ordinal);
    private readonly HashSet<Digest> _expired = [];
    private readonly MoneyModel _money = new();
    private readonly SortedDictionary<ulong, Dictionary<Digest, long>> _sets = new() { [0] = VotesOf(consortium.Genesis.Validators.Set) };

    /// <summary>Ids of final transactions and their places.</summary>
    internal IReadOnlyDictionary<Digest, (ulong Height, int Index)> Landed => _landed;

    internal MoneyModel Money => _money;

    /// <summary>Final transactions on which the contracts failed.</summary>
    internal int ContractFaults { get; private set; }

    /// <summary>Final transactions whose business key had been used for other calls.</summary>
    internal int OtherContents { get; private set; }

    /// <summary>Blocks that changed who finalises the next one, or with how many votes.</summary>
    internal IEnumerable<ulong> ValidatorSteps =>
        _sets.Keys.Zip(_sets.Keys.Skip(1)).Where(pair => !Same(_sets[pair.First], _sets[pair.Second])).Select(pair => pair.Second - 1);

    /// <summary>The votes of those who finalise the block of a height.</summary>
    internal IReadOnlyDictionary<Digest, long> ValidatorsAt(ulong height) => _sets.Last(entry => entry.Key <= height).Value;

    /// <summary>A client was told that this can never land.</summary>
    internal void OnExpired(Digest id)
    {
        Referee.Require(!_landed.ContainsKey(id), $"A client was told that transaction {id} is expired, but it landed");
        _expired.Add(id);
    }

    internal void Apply(ulong height, long time, Block block)
    {
        if (block.Receipts.Count == 0)
        {
            return;
        }

        Referee.Require(BlockHeader.TryDecode(block.Header.Span, out var header), $"The header of block {height} cannot be read");
        var batch = BatchBytes.Counted(header!, block.Batch.Memory)!;
        Referee.Require(
            batch.Transactions.Count == block.Receipts.Count,
            $"Block {height} has {block.Receipts.Count} receipts for {batch.Transactions.Count} transactions");
        for (var i = 0; i < batch.Transactions.Count; i++)
        {
            Apply(batch.Transactions[i], Receipt.Parser.ParseFrom(block.Receipts[i]), height, time, i);
        }
    }

    internal void CheckState(IStateHistory state) => _money.CheckState(state);

    private void Apply(ByteString bytes, Receipt receipt, ulong height, long time, int index)
    {
        var code = (RefusalCode)receipt.Code;
        var before = _landed.Count;
        ApplyCode(code, bytes, receipt, height, time, index);
        Referee.Require(
            receipt.Landed == (_landed.Count > before),
            $"The receipt at {(height, index)}, {code}, is marked wrongly: landed is {receipt.Landed}");
        Referee.Require(!receipt.Landed || receipt.Index == index, $"The receipt at {(height, index)} says index {receipt.Index}");
    }

    private void ApplyCode(RefusalCode code, ByteString bytes, Receipt receipt, ulong height, long time, int index)
    {
        if (code is RefusalCode.Empty or RefusalCode.TransactionTooLarge or RefusalCode.Malformed or RefusalCode.NestedTooDeep
            or RefusalCode.CallCount or RefusalCode.WrongChain or RefusalCode.BadNonce or RefusalCode.BadBusinessKey)
        {
            return;
        }

        var transaction = Transaction.Parser.ParseFrom(bytes);
        var body = TxBody.Parser.ParseFrom(transaction.Body);
        var id = TaggedHash.Compute(consortium.Genesis.Hasher, DomainTag.Transaction, transaction.Body.Span);
        switch (code)
        {
            case RefusalCode.Expired:
                Referee.Require(body.NotAfter < time, $"Transaction {id} was called expired at {time}, before its {body.NotAfter}");
                return;
            case RefusalCode.Duplicate:
                Referee.Require(_landed.ContainsKey(id), $"Transaction {id} was called a duplicate, but landed nowhere");
                return;
            case RefusalCode.NotAfterTooFar or RefusalCode.UnknownSigner or RefusalCode.CertificateNotValid or RefusalCode.WrongAlgorithm
                or RefusalCode.BadSignature:
                return;
            default:
                Land(id, transaction, body, height, time, index);
                Execute(id, body, receipt, height, time);
                return;
        }
    }

    private void Land(Digest id, Transaction transaction, TxBody body, ulong height, long time, int index)
    {
        Referee.Require(_landed.TryAdd(id, (height, index)), $"Transaction {id} landed at {(height, index)} and at {_landed[id]}");
        Referee.Require(!_expired.Contains(id), $"Transaction {id} landed after a client was told that it never can");
        Referee.Require(body.NotAfter >= time, $"Transaction {id} landed at {time}, after its {body.NotAfter}");
        Referee.Require(
            IsSigned(id, transaction.Signature, SignerOf(body)), $"Transaction {id} landed with a signature that does not verify");
    }

    private void Execute(Digest id, TxBody body, Receipt receipt, ulong height, long time)
    {
        var key = body.BusinessKey.IsEmpty ? null : $"{SignerOf(body).Uscc}/{body.BusinessKey.ToBase64()}";
        var calls = new TxBody { Calls = { body.Calls } }.ToByteString();
        if (receipt.Code is (uint)RefusalCode.Repeated or (uint)RefusalCode.OtherContent)
        {
            Referee.Require(
                key is not null && _businessKeys.TryGetValue(key, out var first) && first.Id == new Digest(receipt.FirstTransaction.Span)
                    && first.Calls.Equals(calls) == (receipt.Code == (uint)RefusalCode.Repeated),
                $"Transaction {id} was called a repetition of another than the first under its key, or of other calls");
            OtherContents += receipt.Code == (uint)RefusalCode.OtherContent ? 1 : 0;
        }
        else if (receipt.Code == (uint)RefusalCode.ContractFault)
        {
            ContractFaults++;
        }
        else if (receipt.Code == 0)
        {
            Referee.Require(
                key is null || _businessKeys.TryAdd(key, (id, calls)), $"The business key of transaction {id} took effect twice");
            foreach (var call in body.Calls)
            {
                _money.Apply(call, SignerOf(body).Uscc, time);
            }

            foreach (var changed in receipt.Events.Where(one => one.Type == "validators.changed"))
            {
                _sets[height + 1] = VotesOf(ValidatorSet.Parser.ParseFrom(changed.Record));
            }
        }
    }

    private static Dictionary<Digest, long> VotesOf(ValidatorSet set) =>
        set.Validators.ToDictionary(one => new Digest(one.Id.Span), one => (long)one.Power);

    private static bool Same(Dictionary<Digest, long> one, Dictionary<Digest, long> other) =>
        one.Count == other.Count && one.All(entry => other.GetValueOrDefault(entry.Key) == entry.Value);

    private bool IsSigned(Digest id, Signature signature, Participant signer)
    {
        Span<bool> valid = [false];
        consortium.Verifier.Verify(
            [new Crypto.SignatureCheck(
                signer.KeyPair.PublicKey, (byte[])[.. DomainTag.Transaction, .. id.ToArray()], signature.Value.Memory)],
            valid);
        return valid[0];
    }

    private Participant SignerOf(TxBody body) => consortium.Find(new Digest(body.Signer.Span))
        ?? throw new SimulationException("A transaction of a signer whom nobody knows landed.");
}
