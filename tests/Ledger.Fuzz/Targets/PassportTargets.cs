using System.Text;
using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Crypto.Signatures;
using Ledger.Passports;
using Ledger.Passports.Credentials;
using Ledger.Passports.Guarantees;
using Ledger.Passports.SdJwt;
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
        yield return CredentialFile(world);
        yield return Token(world);
    }

    private static FuzzTarget CredentialFile(FuzzWorld world)
    {
        var issuer = world.Consortium.Issuer;
        using var key = issuer.KeyPair.CreateSigner();
        var file = CredentialFiles.Make(
            world.Genesis, Recorded(world), new Dictionary<string, string> { ["person_name"] = "张伟" }, issuer.CertificateId, key);
        return new FuzzTarget("credential-file", [file.ToByteArray()], input =>
        {
            try
            {
                var read = Protocol.V1.CredentialFile.Parser.ParseFrom(input);
                return CredentialFiles.TryRead(world.Genesis, read, out _, out _, out var error)
                    ? "read" : error.Length > 0 ? "refused" : throw new InvalidOperationException("Refused without a reason.");
            }
            catch (InvalidProtocolBufferException)
            {
                return "no message";
            }
        });
    }

    private static FuzzTarget Token(FuzzWorld world)
    {
        var (issuer, holder) = (world.Consortium.Issuer, world.Consortium.Guarantors[0].Participant.KeyPair.CreateSigner());
        using var key = issuer.KeyPair.CreateSigner();
        var order = new SdJwtOrder
        {
            ChainId = world.Genesis.ChainId,
            Recorded = Recorded(world),
            IssuerCertificates = [issuer.Certificate.Der],
            Holder = holder.PublicKey,
            IssuedAtMs = 1000,
            UntilMs = 100_000,
        };
        return new FuzzTarget("sd-jwt", [Encoding.ASCII.GetBytes(SdJwtCredentials.Issue(order, key))], input =>
        {
            try
            {
                SdJwtPresentation.Make(Encoding.Latin1.GetString(input), ["category"], "bank", "nonce", 2000, holder);
                return "shown";
            }
            catch (InvalidDataException e)
            {
                return e.Message.Length > 0 ? "refused" : "";
            }
        });
    }

    private static RecordCredential Recorded(FuzzWorld world) => new()
    {
        RecordId = ByteString.CopyFrom(new byte[16]),
        SubjectUscc = world.Consortium.Guarantors[0].Participant.Uscc,
        IssuerUscc = world.Consortium.Issuer.Uscc,
        EffectiveFrom = 1,
        Person = new PersonFact { Category = "JZS1", Specialty = "市政公用工程" },
    };

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
