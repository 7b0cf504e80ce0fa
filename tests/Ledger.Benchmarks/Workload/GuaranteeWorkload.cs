using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Benchmarks;

/// <summary>
/// Signed transactions with one call each, Guarantee.Issue of one sealed record. The record's bytes are random: to the chain, which cannot
/// open it, that is what a sealed record looks like.
/// </summary>
internal static class GuaranteeWorkload
{
    private const long NotAfterMs = 2 * 60 * 60 * 1000;

    /// <summary>Signs transactions in turn by each of the chain's signers, on all cores.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="count">How many.</param>
    /// <param name="guaranteesEach">Sealed records in each: a power of two, 64 at most.</param>
    internal static ByteString[] Sign(BenchmarkChain chain, int count, int guaranteesEach = 1)
    {
        var notAfter = chain.Genesis.Content.Time + NotAfterMs;
        var signers = chain.Signers.Select(participant => participant.KeyPair.CreateSigner()).ToArray();
        var transactions = new ByteString[count];

        // As clients do, each a moment later than the one before: so a block's entries of what landed lie close together in the state.
        // One signer belongs to one chunk, so that none is used by two threads at once.
        Parallel.For(0, signers.Length, s =>
        {
            for (var i = s; i < count; i += signers.Length)
            {
                transactions[i] = UnsafeByteOperations.UnsafeWrap(
                    Sign(chain.Genesis, chain.Signers[s], signers[s], notAfter + i, [Issuing(guaranteesEach)]));
            }
        });
        foreach (var signer in signers)
        {
            (signer as IDisposable)?.Dispose();
        }

        return transactions;
    }

    /// <summary>A signed transaction of these calls.</summary>
    internal static byte[] Sign(GenesisFile genesis, Participant participant, ISigner signer, long notAfter, IEnumerable<Call> calls)
    {
        var body = new TxBody
        {
            ChainId = Wrap(genesis.ChainId.ToArray()),
            Nonce = Wrap(RandomNumberGenerator.GetBytes(TransactionReader.NonceBytes)),
            NotAfter = notAfter,
            Signer = Wrap(participant.CertificateId.ToArray()),
            Calls = { calls },
        };
        var bytes = body.ToByteArray();
        var id = TaggedHash.Compute(genesis.Hasher, DomainTag.Transaction, bytes);
        return new Transaction
        {
            Body = Wrap(bytes),
            Signature = new Signature
            {
                Algorithm = (uint)participant.KeyPair.Algorithm,
                Value = Wrap(signer.Sign(SignPurposes.Transaction.Over(id))),
            },
        }.ToByteArray();
    }

    private static Call Issuing(int count) => new()
    {
        Guarantee = new GuaranteeCall
        {
            Issue = new IssueGuarantees { Guarantees = { Enumerable.Range(0, count).Select(_ => Sealed()) } },
        },
    };

    private static SealedGuarantee Sealed() => new()
    {
        GuaranteeId = Wrap(RandomNumberGenerator.GetBytes(16)),
        Commitment = Wrap(RandomNumberGenerator.GetBytes(Digest.Bytes)),
        Sealed = Wrap(RandomNumberGenerator.GetBytes(SealedTerms.SealedBytes)),
    };

    private static ByteString Wrap(byte[] bytes) => UnsafeByteOperations.UnsafeWrap(bytes);
}
