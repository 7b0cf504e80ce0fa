using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Ledger.Storage;

namespace Ledger.Fuzz.Targets;

/// <summary>
/// The contracts over the state and the receipts that the chain has, with their limits: calls changed at random, each in a transaction that
/// is genuinely signed. None may make a contract fail, break an invariant, or make a block that cannot be served.
/// </summary>
internal static class ContractTargets
{
    private const int ExecuteCost = 100; // one genuine signature and one block for each case
    private const long NotAfterMs = 60 * 60 * 1000;
    private const string Project = "A4404000000000001";
    private const string TenderProject = Project + "001";

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        // In the byte before the calls stands whose they are, so that the mutator changes that too.
        Participant[] signers = [world.Consortium.Zhuhai, world.Consortium.Validators[1].Owner, world.Consortium.Guarantors[0].Participant,
            world.Consortium.Validators[3].Owner];
        Call[] standing = [world.Consortium.Guarantors[0].Participant.EnrolmentCalls(world.Genesis)[0], CreateProject()];
        byte[][] corpus = [.. standing.Concat(Calls(world)).SelectMany(call => Enumerable.Range(0, signers.Length).Select(signer =>
            Input((byte)signer, call)))];
        var chain = world.OpenChain();
        chain.Commit(chain.Execute(Ordered(world, Transaction(world, signers[0], [CreateProject()], 0), 1)), new WriteSet());
        var number = 0;
        yield return new FuzzTarget("contracts with real limits", corpus, input => Execute(world, chain, signers, input, ++number),
            ExecuteCost);
    }

    private static byte[] Input(byte signer, Call call) => [signer, .. new TxBody { Calls = { call } }.ToByteArray()];

    // Never committed: each input meets the same state.
    private static string Execute(FuzzWorld world, Chain chain, Participant[] signers, byte[] input, int number)
    {
        if (input.Length == 0 || ReadCalls(input.AsSpan(1)) is not { Count: > 0 } calls)
        {
            return "no calls";
        }

        var transaction = Transaction(world, signers[input[0] % signers.Length], calls, number);
        var block = chain.Execute(Ordered(world, transaction, chain.Head.Height + 1));
        if (block.Transactions.Count == 0)
        {
            return $"empty block: {block.BatchOutcome}";
        }

        var (_, receipt, bytes, _, fault) = block.Transactions[0];
        if (fault is not null)
        {
            throw new InvalidOperationException($"The contracts let an input through to {(RefusalCode)receipt.Code}.", fault);
        }

        return bytes.Length <= ReceiptLimits.BlockBytesMax ? $"{(RefusalCode)receipt.Code}"
            : throw new InvalidOperationException($"A receipt has {bytes.Length} bytes.");
    }

    private static byte[] Ordered(FuzzWorld world, byte[] transaction, ulong sequence) => world.Ordered(
        new Batch { Proposer = world.Batch.Proposer, Transactions = { ByteString.CopyFrom(transaction) } }.ToByteArray(), sequence);

    private static IReadOnlyList<Call>? ReadCalls(ReadOnlySpan<byte> body)
    {
        try
        {
            return TxBody.Parser.WithDiscardUnknownFields(true).ParseFrom(body).Calls;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static byte[] Transaction(FuzzWorld world, Participant signer, IEnumerable<Call> calls, int number)
    {
        var nonce = new byte[TransactionReader.NonceBytes];
        BinaryPrimitives.WriteInt32BigEndian(nonce, number);
        return world.Sign(signer, new TxBody
        {
            ChainId = ByteString.CopyFrom(world.Genesis.ChainId.ToArray()),
            Nonce = ByteString.CopyFrom(nonce),
            NotAfter = world.Genesis.Content.Time + NotAfterMs,
            Signer = ByteString.CopyFrom(signer.CertificateId.ToArray()),
            Calls = { calls },
        }.ToByteArray());
    }

    private static IEnumerable<Call> Calls(FuzzWorld world)
    {
        var time = world.Genesis.Content.Time;
        var key = ByteString.CopyFrom(world.Consortium.Guarantors[0].Participant.KeyPair.PublicKey.Encoded);
        using var opening = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat((byte)0x77, KeyPair.SeedBytes)]);
        yield return new Call
        {
            Tender = new TenderCall
            {
                AnnounceSection = new AnnounceSection
                {
                    SectionCode = TenderProject + "001",
                    Name = "标段",
                    BondFen = 80_000_000,
                    EstimatedPriceFen = 5_000_000_000,
                    OpeningTime = time + (30L * 86_400_000),
                    OpeningKey = ByteString.CopyFrom(opening.PublicKey.Encoded),
                    KeyHolder = KeyHolder.Centre,
                },
            },
        };
        var bidders = new BidderList(
            world.Genesis, TenderProject + "001", new byte[32], ["91440400MA4UWX0R6T", "91350100M000100Y43", "91440400XY03Q9B035"]);
        yield return new Call { Tender = new TenderCall { OpenSection = bidders.Opening() } };
        yield return new Call { Tender = new TenderCall { ListBidders = bidders.Listing() } };
        var secret = ByteString.CopyFrom(opening.PrivateKey);
        var release = new ReleaseOpeningKey { SectionCode = TenderProject + "001", OpeningPrivateKey = secret };
        yield return new Call { Tender = new TenderCall { ReleaseOpeningKey = release } };
        yield return TxBody.Parser.ParseFrom(SealedBody(world)).Calls[0];
        yield return Of(new ProposeChange
        {
            PutValidator = new PutValidator
            {
                Algorithm = 1,
                PublicKey = key,
                Power = 1,
                Name = "v",
                MemberUscc = world.Consortium.Zhuhai.Uscc,
                ReceiptKey = new ReceiptKey { Algorithm = 1, PublicKey = key },
            },
        });
        yield return Of(new ProposeChange { PutMember = world.Genesis.Content.Members[0] });
        yield return Of(new ProposeChange { PutBondCap = world.Genesis.Content.BondCaps[0] });
        yield return new Call { Membership = new MembershipCall { Vote = new VoteOnProposal { ProposalId = Bytes(16), Approve = true } } };
        var part = new AddCrlPart { CrlDigest = Bytes(32), Content = Bytes(1_000) };
        yield return new Call { CaTrust = new CaTrustCall { AddCrlPart = part } };

        Call Of(ProposeChange change)
        {
            (change.ProposalId, change.ClosesAt) = (Bytes(16), time + 86_400_000);
            return new Call { Membership = new MembershipCall { Propose = change } };
        }
    }

    // A good call of the world: sealed guarantees.
    private static ByteString SealedBody(FuzzWorld world) => Protocol.V1.Transaction.Parser.ParseFrom(world.SignedTransactions[0]).Body;

    private static Call CreateProject() => new()
    {
        Tender = new TenderCall
        {
            CreateProject = new CreateProject
            {
                ProjectCode = Project,
                TenderProjectCode = TenderProject,
                Name = "项目",
                TendererUscc = "91440400MA4UWX0R6T",
                Region = "440400",
                TradeClass = "A",
            },
        },
    };

    private static ByteString Bytes(int count) => UnsafeByteOperations.UnsafeWrap(new byte[count]);
}
