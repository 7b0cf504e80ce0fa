using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Crypto.Signatures;
using Ledger.Passports;
using Ledger.Passports.Guarantees;
using Ledger.Passports.Verification;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;

namespace Ledger.Fuzz.Targets;

/// <summary>Passports, which anybody may hand to anybody: a changed one is never valid.</summary>
internal static class PassportTargets
{
    private const int Cost = 300;
    private static readonly SignatureVerifier Verifier = new();

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        var good = PassportFile.Encode(Make(world));
        var verifier = new PassportVerifier(PassportTrust.Of(world.Genesis));
        yield return new FuzzTarget("passport", [good], input =>
        {
            var report = verifier.Verify(input);
            return !report.IsValid ? report.Failure!.Name
                : input.AsSpan().SequenceEqual(good) ? "taken"
                : throw new InvalidOperationException("A changed passport is valid.");
        }, Cost);
        yield return new FuzzTarget("multiproof", [Make(world).Blocks[0].State.ToByteArray()], input =>
        {
            try
            {
                return ProvenState.Verify(world.Chain.State.Root, StateMultiproof.Parser.ParseFrom(input), world.Genesis.Hasher, out _)
                    .ToString();
            }
            catch (InvalidProtocolBufferException)
            {
                return "no message";
            }
        });
    }

    private static Passport Make(FuzzWorld world)
    {
        var hasher = world.Genesis.Hasher;
        var head = world.Chain.Head.Header;
        TransactionReader.TryRead(world.SignedTransactions[0], hasher, world.Genesis.ChainId, world.Genesis.Content.Limits, out var issue);
        var issuer = world.Consortium.Guarantors[0].Participant;
        var key = GuaranteeTables.Guarantees.Key(issue!.Body.Calls[0].Guarantee.Issue.Guarantees[0].GuaranteeId.Span);
        return new Passport
        {
            ChainId = ByteString.CopyFrom(world.Genesis.ChainId.ToArray()),
            Kind = PassportKind.Guarantee,
            RecordKey = ByteString.CopyFrom(key),
            Blocks =
            {
                new PassportBlock
                {
                    Header = ByteString.CopyFrom(head.Encode()),
                    Certificate = Certify(world, head),
                    State = Prove(world, new GuaranteeQuestion(key, issue.Signer, issuer.Certificate, head.Time, head.Time)),
                    Transactions = { Include(world) },
                },
            },
            Certificates = { ByteString.CopyFrom(issuer.Certificate.Der.Span) },
        };
    }

    private static StateMultiproof Prove(FuzzWorld world, GuaranteeQuestion question)
    {
        var (proof, state) = (new MultiproofBuilder(), new PartialState());
        while (!state.TryEvaluate(known => GuaranteeEvidence.Read(known, world.Genesis.Hasher, Verifier, question), out _))
        {
            foreach (var key in state.Needed.ToList())
            {
                proof.Add(world.Chain.State.Prove(key, 1));
                state.Add(key, world.Chain.State.Get(key));
            }
        }

        return proof.Build();
    }

    private static PassportTransaction Include(FuzzWorld world)
    {
        Digest[] leaves = [.. world.SignedTransactions.Select(bytes =>
        {
            TransactionReader.TryRead(bytes, world.Genesis.Hasher, world.Genesis.ChainId, world.Genesis.Content.Limits, out var read);
            return MerkleTree.LeafHash(world.Genesis.Hasher, read!.LeafContent());
        })];
        var proof = new MerkleProof { Index = 0, Size = (ulong)leaves.Length };
        proof.Path.AddRange(MerkleTree.AuditPath(world.Genesis.Hasher, leaves, 0).Select(step => ByteString.CopyFrom(step.ToArray())));
        var included = new PassportTransaction { Transaction = ByteString.CopyFrom(world.SignedTransactions[0]) };
        TransactionPath.Write(proof, included);
        return included;
    }

    private static QuorumCertificate Certify(FuzzWorld world, BlockHeader header)
    {
        var hash = BlockHeader.Hash(world.Genesis.Hasher, header.Encode());
        var votes = world.Consortium.Validators.Select(validator =>
        {
            using var signer = validator.KeyPair.CreateSigner();
            return new Vote
            {
                Validator = ByteString.CopyFrom(ValidatorRoster.IdOf(world.Genesis.Hasher, validator.KeyPair.PublicKey).ToArray()),
                Time = header.Time,
                Signature = ByteString.CopyFrom(signer.Sign(VoteBytes.Encode(world.Genesis.ChainId, header.Height, hash, header.Time))),
            };
        });
        return new QuorumCertificate
        {
            Height = header.Height,
            BlockHash = ByteString.CopyFrom(hash.ToArray()),
            Votes = { votes.OrderBy(vote => new Digest(vote.Validator.Span)) },
        };
    }
}
