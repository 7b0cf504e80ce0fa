using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Web.Tests;

/// <summary>
/// What stands on a fake chain: sections enough for pages, transactions with events, and another validator set since the middle of it.
/// </summary>
internal static class FakeHistory
{
    internal const int Sections = 1_203;
    internal const string FirstSection = "E4404002019000012000000";

    /// <summary>Fills a chain; the transactions that landed in its newest block.</summary>
    internal static IReadOnlyList<SignedTransaction> Fill(FakeChain chain)
    {
        chain.Put(Enumerable.Range(0, Sections).Select(Section).ToList());
        chain.Land([Transaction(chain), Transaction(chain)]);
        chain.ChangeValidators(1, 2, 3, 5);
        chain.Put(Array.Empty<(byte[] Key, IMessage Value)>());
        SignedTransaction[] newest = [Transaction(chain), Transaction(chain), Transaction(chain)];
        chain.Land(newest);
        return newest;
    }

    private static (byte[] Key, IMessage Value) Section(int number)
    {
        var code = $"E4404002019000012{number:D6}";
        var section = new Section
        {
            Announced = new AnnounceSection { SectionCode = code, Name = $"标段 {number}", BondFen = 80_000_000 },
            State = SectionState.Announced,
            OpeningTime = 1_800_000_000_000,
            CentreUscc = Keys.MemberUscc,
            TendererUscc = Keys.MemberUscc,
        };
        return (TenderTables.Sections.Key(code), section);
    }

    private static SignedTransaction Transaction(FakeChain chain)
    {
        var genesis = chain.Genesis;
        var surrender = new SurrenderGuarantee { GuaranteeId = ByteString.CopyFrom(new byte[16]) };
        var body = new TxBody
        {
            ChainId = ByteString.CopyFrom(genesis.ChainId.ToArray()),
            Nonce = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(TransactionReader.NonceBytes)),
            NotAfter = 1_700_000_600_000,
            Signer = ByteString.CopyFrom(new byte[Digest.Bytes]),
            Calls = { new Call { Guarantee = new GuaranteeCall { Surrender = surrender } } },
        }.ToByteString();
        var id = TaggedHash.Compute(genesis.Hasher, DomainTag.Transaction, body.Span);
        using var pair = Keys.Pair(100, Keys.AlgorithmOf(genesis.Suite));
        using var signer = pair.CreateSigner();
        var value = ByteString.CopyFrom(signer.Sign(SignPurposes.Transaction.Over(id)));
        var signature = new Signature { Algorithm = (uint)pair.Algorithm, Value = value };
        var bytes = new Transaction { Body = body, Signature = signature }.ToByteArray();
        Assert.False(TransactionReader.TryRead(bytes, genesis.Hasher, genesis.ChainId, genesis.Content.Limits, out var read).IsRefused);
        return read!;
    }
}
