using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Certificates.Paths;
using Ledger.Certificates.Profiles;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Evidence;
using Ledger.State;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Execution.Tests;

/// <summary>
/// A chain on which a CA is entered, accepted, suspended and revokes, and sessions are recorded: replay gives the same blocks and the same
/// answers.
/// </summary>
public sealed class TrustReplayTests
{
    private const string CaId = "replayed-ca";
    private const long Hour = 3_600_000;
    private static readonly KeyPair CaKey = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat((byte)9, 32)]);
    private static readonly KeyPair BidderKey = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat((byte)8, 32)]);
    private static readonly CheapOrRealSignatures Verifier = new();

    private readonly MemoryStore _store = new();
    private readonly Chain _chain;
    private readonly CertificateIssuer _issuer = new(
        DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, "Replayed CA")), CaKey.CreateSigner());
    private readonly Certificate _kept;
    private readonly Certificate _revoked;
    private int _proposals;

    public TrustReplayTests()
    {
        _chain = Open(_store);
        _kept = Issue(2);
        _revoked = Issue(3);
    }

    [Fact]
    public void Replay_gives_the_same_blocks_and_the_same_answers_for_every_time()
    {
        Play();
        using var replay = new TestReplay(Verifier);
        for (ulong height = 1; height <= _chain.Head.Height; height++)
        {
            Assert.Null(replay.Check(_chain.Blocks.GetBlock(height)!, null));
        }

        Assert.Equal(_chain.Head.Hash, replay.Hash);
        var answers = Answers(new Reader(_chain));
        Assert.Equal(answers, Answers(replay));
        Assert.Equal(
            ["good", "revoked", "authority-suspended", "authority-not-yet"],
            answers.Select(answer => answer.Split(' ')[^1]).Distinct().OrderBy(code => Array.IndexOf(Codes, code)));
        Assert.Equal(1, EvidenceTables.Newest.Read(replay, EvidenceTables.Newest.Key(TestChain.Centre.Uscc))!.Root[0]);
    }

    private static readonly string[] Codes = ["good", "revoked", "authority-suspended", "authority-not-yet"];

    private void Play()
    {
        var root = _issuer.IssueRoot(new byte[] { 1 }, TestChain.StartMs - Hour, TestChain.StartMs + (1000 * Hour));
        var entry = new PutCertificateAuthority
        {
            CaId = CaId,
            Name = "回放CA",
            Uscc = TestChain.Centre.Uscc,
            Product = "p",
            Profile = CaProfiles.DefaultName,
            Certificates = { new AuthorityCertificate { Der = ByteString.CopyFrom(root.Der.Span), Anchor = true } },
        };
        Advance(Hour);
        Vote(new TrustChange { PutAuthority = entry });
        Vote(Status(AuthorityStatus.Active));
        Vote(
            new TrustChange
            {
                SetAcceptance = new SetAcceptance { Place = "440400", CaId = CaId, Usages = { AcceptedUsage.Sign }, Source = "s" },
            });
        Run(Register(_kept), Register(_revoked));
        Advance(10 * Hour);
        var crl = TestRevocationList.Make(CaKey, _issuer.Name, TestChain.StartMs + (9 * Hour), null, (3, TestChain.StartMs + (8 * Hour)));
        Run(new Call { CaTrust = new CaTrustCall { ImportCrl = new ImportCrl { CaId = CaId, Crl = ByteString.CopyFrom(crl) } } });
        Run(Record(1));
        Advance(20 * Hour);
        Vote(Status(AuthorityStatus.Suspended));
        Advance(30 * Hour);
    }

    private List<string> Answers(IStateReader state)
    {
        var answers = new List<string>();
        foreach (var certificate in (Certificate[])[_kept, _revoked])
        {
            for (var hour = 0; hour <= 30; hour++)
            {
                var question = new TrustQuestion(
                    certificate, CertificateUsage.Sign, new TrustPlace("440400"), TestChain.StartMs + (hour * Hour));
                var answer = CertificateTrust.Check(
                    state, TestChain.Genesis.Hasher, Verifier, question, _chain.Head.Header.Time);
                answers.Add($"{certificate.SerialNumber.Span[0]} at {hour} h: {answer.Reason.Code}");
            }
        }

        return answers;
    }

    private static TrustChange Status(AuthorityStatus status) => new()
    {
        SetStatus = new SetAuthorityStatus
        {
            CaId = CaId,
            Status = status,
            EvidenceDigest = ByteString.CopyFrom(new byte[32]),
            Reason = "r",
        },
    };

    private static Call Record(byte fill)
    {
        var record = new RecordSessions
        {
            Day = SessionBooks.DayOf(TestChain.StartMs) - 1,
            Root = ByteString.CopyFrom([.. Enumerable.Repeat(fill, 32)]),
        };
        return new Call { Evidence = new EvidenceCall { RecordSessions = record } };
    }

    private static Call Register(Certificate certificate)
    {
        using var signer = BidderKey.CreateSigner();
        var id = CertificateId.Compute(TestChain.Genesis.Hasher, certificate.Der.Span);
        var register = new RegisterCertificate
        {
            Certificate = ByteString.CopyFrom(certificate.Der.Span),
            Possession = ByteString.CopyFrom(signer.Sign(PossessionBytes.Encode(TestChain.Genesis.ChainId, id))),
        };
        return new Call { Account = new AccountCall { RegisterCertificate = register } };
    }

    private Certificate Issue(byte serial) => _issuer.Issue(new CertificateTemplate
    {
        Subject = DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, "subject")),
        PublicKey = BidderKey.PublicKey,
        SerialNumber = new[] { serial },
        NotBeforeMs = TestChain.StartMs - Hour,
        NotAfterMs = TestChain.StartMs + (1000 * Hour),
        KeyUsage = KeyUsages.Signing,
        OrganizationCode = TestChain.Centre.Uscc,
    });

    private void Vote(TrustChange change)
    {
        var id = ByteString.CopyFrom([.. Enumerable.Repeat((byte)++_proposals, 16)]);
        var propose = new ProposeChange { ProposalId = id, ClosesAt = TestChain.StartMs + (100 * Hour), Trust = change };
        Run(new Call { Membership = new MembershipCall { Propose = propose } });
        foreach (var validator in TestChain.Validators.Take(3))
        {
            var vote = new Call { Membership = new MembershipCall { Vote = new VoteOnProposal { ProposalId = id, Approve = true } } };
            Apply(TestChain.Batch(TestChain.Sign(Body(vote, validator), validator)));
        }
    }

    private void Run(params Call[] calls) => Apply(TestChain.Batch(TestChain.Sign(Body(calls))));

    private TxBody Body(params Call[] calls) => TestChain.Body(body =>
    {
        body.Calls.Clear();
        body.Calls.AddRange(calls);
        body.NotAfter = _chain.Head.Header.Time + Hour;
    });

    private TxBody Body(Call call, Seeds.Participant signer)
    {
        var body = Body(call);
        body.Signer = ByteString.CopyFrom(signer.CertificateId.ToArray());
        return body;
    }

    /// <summary>An empty block whose time the validators' clocks move on.</summary>
    private void Advance(long sinceStart)
    {
        var head = _chain.Head;
        if (head.Height == 0)
        {
            Apply(TestChain.Batch());
            head = _chain.Head;
        }

        var hash = BlockHeader.Hash(TestChain.Genesis.Hasher, _chain.Blocks.GetBlock(head.Height)!.Header.Span);
        var time = TestChain.StartMs + sinceStart;
        Apply(TestChain.Batch(TestChain.Certificate(head.Height, hash, time, time, time)));
        Assert.Equal(time, _chain.Head.Header.Time);
    }

    private void Apply(byte[] batch)
    {
        var block = _chain.Execute(TestChain.Ordered(_chain.Head.Height + 1, batch));
        Assert.All(block.Transactions, one => Assert.True(one.Receipt.Code == 0, $"{(RefusalCode)one.Receipt.Code}: {one.Receipt.Detail}"));
        _chain.Commit(block, new WriteSet());
    }

    private static Chain Open(MemoryStore store) =>
        Chain.Open(TestChain.Genesis, store, Verifier, new StateOptions(), new ExecutionOptions());

    private sealed class Reader(Chain chain) : IStateReader
    {
        public byte[]? Get(byte[] key) => chain.State.Get(key);
    }
}
