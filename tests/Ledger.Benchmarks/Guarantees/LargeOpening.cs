using System.Diagnostics;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Benchmarks;

/// <summary>
/// One section with many bidders: its opening key is tried on a window of sealed records, most of them of others, and what it opens is
/// revealed on the chain.
/// </summary>
internal sealed class LargeOpening(CryptoSuite suite, int bidders, int window)
{
    private const int BatchMax = 64;
    private const int EnrolledMax = 40; // in one transaction
    private const int RevealedMax = 128; // in one transaction of 72 KiB
    private const long DayMs = 24L * 60 * 60 * 1000;
    private const string Project = "B4404002020000001";
    private const string Section = Project + "001001";

    private readonly ConsortiumSeed _consortium = ConsortiumSeed.Create(suite: suite);

    private Participant Centre => _consortium.Zhuhai;

    private Participant Guarantor => _consortium.Guarantors[0].Participant;

    /// <summary>Records in a window of at least so many: whole batches.</summary>
    internal static int RecordsIn(int window) => (window + BatchMax - 1) / BatchMax * BatchMax;

    internal async Task<(TimeSpan Trial, TimeSpan Reveal)> RunAsync(CancellationToken cancellationToken)
    {
        using var pair = KeyPair.FromSeed(_consortium.Algorithm, SHA256Seed("opening"));
        using var other = KeyPair.FromSeed(_consortium.Algorithm, SHA256Seed("another section's opening"));
        await using var chain = new ExecutorChain(_consortium);
        var opening = _consortium.Genesis.Content.Time + DayMs;
        await SubmitAsync(chain, Centre, [Create(), Announce(pair.PublicKey, opening)], cancellationToken);
        var records = new SealedGuarantee[RecordsIn(window)];
        var every = records.Length / bidders;
        bool IsOurs(int i) => i % every == 0 && i / every < bidders;
        var applicants = new Participant[records.Length];
        Parallel.For(0, records.Length, i => applicants[i] = ApplicantOf(i));
        foreach (var some in applicants.Where((_, i) => IsOurs(i)).Chunk(EnrolledMax))
        {
            await SubmitAsync(
                chain, Centre, [.. some.SelectMany(applicant => applicant.EnrolmentCalls(_consortium.Genesis))], cancellationToken);
        }

        Parallel.For(0, records.Length, i => records[i] = Seal(i, applicants[i], IsOurs(i) ? pair.PublicKey : other.PublicKey));
        foreach (var batch in records.Chunk(BatchMax))
        {
            await SubmitAsync(
                chain, Guarantor, [new() { Guarantee = new() { Issue = new() { Guarantees = { batch } } } }], cancellationToken);
        }

        chain.AdvanceTo(opening);
        await chain.GetHeadAsync(cancellationToken);
        await SubmitAsync(chain, Centre,
        [
            new()
            {
                Tender = new()
                {
                    OpenSection = new BidderList(
                        _consortium.Genesis, Section, new byte[32], applicants.Where((_, i) => IsOurs(i)).Select(one => one.Uscc))
                        .Opening(),
                },
            },
        ], cancellationToken);

        var started = Stopwatch.GetTimestamp();
        var opened = Try(pair, records);
        var trial = Stopwatch.GetElapsedTime(started);
        if (opened.Count != bidders)
        {
            throw new InvalidOperationException($"{opened.Count} of {bidders} guarantees were found.");
        }

        var before = chain.Executing;
        foreach (var chunk in opened.Chunk(RevealedMax))
        {
            var calls = chunk.Chunk(BatchMax)
                .Select(part => new Call { Guarantee = new() { Open = new() { SectionCode = Section, Guarantees = { part } } } });
            await SubmitAsync(chain, Centre, [.. calls], cancellationToken);
        }

        return (trial, chain.Executing - before);
    }

    // On all cores, as a centre would at the opening time.
    private static List<OpenedGuarantee> Try(KeyPair pair, SealedGuarantee[] records)
    {
        using var key = new OpeningKey(pair);
        return
        [
            .. records.Chunk(Math.Max(1, (records.Length / Environment.ProcessorCount) + 1)).AsParallel().AsOrdered()
                .SelectMany(chunk => Open(key, chunk)),
        ];
    }

    private static List<OpenedGuarantee> Open(OpeningKey key, SealedGuarantee[] records)
    {
        var opened = new List<OpenedGuarantee>();
        var plaintexts = SealedBox.TryOpenEach(
            key, Array.ConvertAll(records, record => new BoxToOpen(record.Sealed.Memory, record.GuaranteeId.Memory)));
        foreach (var (record, plaintext) in records.Zip(plaintexts))
        {
            if (plaintext is not null && SealedTerms.TryDecode(plaintext, out var salt, out var terms))
            {
                opened.Add(
                    new OpenedGuarantee
                    {
                        GuaranteeId = record.GuaranteeId,
                        Salt = UnsafeByteOperations.UnsafeWrap(salt),
                        Terms = UnsafeByteOperations.UnsafeWrap(terms),
                    });
            }
        }

        return opened;
    }

    private Participant ApplicantOf(int index)
    {
        var first17 = $"91440400Y{index:D8}";
        return _consortium.Authorities[1].Certify(first17 + UnifiedSocialCreditCode.CheckCharacter(first17), $"投标人{index}");
    }

    private SealedGuarantee Seal(int index, Participant applicant, PublicKey recipient)
    {
        var random = new SeededRandom(_consortium.Seed, "large-opening", index);
        var (id, salt, digest) = (new byte[16], new byte[GuaranteeCommitment.SaltBytes], new byte[Digest.Bytes]);
        random.Fill(id);
        random.Fill(salt);
        random.Fill(digest);
        var terms = applicant.SignAsApplicant(_consortium.Genesis, Terms(index, applicant, digest)).ToByteArray();
        return new SealedGuarantee
        {
            GuaranteeId = UnsafeByteOperations.UnsafeWrap(id),
            Commitment = UnsafeByteOperations.UnsafeWrap(GuaranteeCommitment.Compute(_consortium.Genesis.Hasher, salt, terms).ToArray()),
            Sealed = UnsafeByteOperations.UnsafeWrap(SealedBox.Seal(recipient, SealedTerms.Encode(salt, terms), id, random)),
        };
    }

    private GuaranteeTerms Terms(int index, Participant applicant, byte[] digest) => new()
    {
        GuaranteeNo = $"B{index}",
        SectionCode = Section,
        BeneficiaryUscc = Centre.Uscc,
        ApplicantUscc = applicant.Uscc,
        ApplicantName = applicant.Name,
        GuarantorUscc = Guarantor.Uscc,
        Form = GuaranteeForm.Bank,
        LegalNature = LegalNature.Independent,
        AmountFen = 80_000_000,
        ValidFrom = _consortium.Genesis.Content.Time,
        ValidUntil = _consortium.Genesis.Content.Time + (120 * DayMs),
        PremiumFen = 20_000,
        DocumentDigest = UnsafeByteOperations.UnsafeWrap(digest),
        Version = 1,
        ApplicationDigest = UnsafeByteOperations.UnsafeWrap(digest),
        Wording = new Wording { Name = "independent.v1", Digest = UnsafeByteOperations.UnsafeWrap(digest) },
    };

    private Call Create() => new()
    {
        Tender = new()
        {
            CreateProject = new()
            {
                ProjectCode = Project,
                TenderProjectCode = Project + "001",
                Name = "项目",
                TendererUscc = Centre.Uscc,
                Region = "440400",
                TradeClass = "B",
            },
        },
    };

    private static Call Announce(PublicKey openingKey, long openingTime) => new()
    {
        Tender = new()
        {
            AnnounceSection = new()
            {
                SectionCode = Section,
                TenderProjectCode = Project + "001",
                Name = "标段",
                EstimatedPriceFen = 4_000_000_000,
                BondFen = 80_000_000,
                BidValidityDays = 90,
                OpeningTime = openingTime,
                OpeningKey = ByteString.CopyFrom(openingKey.Encoded),
                NoticeDigest = ByteString.CopyFrom(new byte[Digest.Bytes]),
                AcceptsCash = true,
                AcceptedForms = { GuaranteeForm.Bank },
                KeyHolder = KeyHolder.Centre,
            },
        },
    };

    private async Task SubmitAsync(ExecutorChain chain, Participant signer, Call[] calls, CancellationToken cancellationToken)
    {
        var head = await chain.GetHeadAsync(cancellationToken);
        using var key = signer.KeyPair.CreateSigner();
        var bytes = GuaranteeWorkload.Sign(_consortium.Genesis, signer, key, head.TimeMs + (DayMs / 2), calls);
        var outcome = await await chain.SubmitAsync(new PreparedTransaction("opening", default, bytes, head.TimeMs), cancellationToken);
        if (!outcome.IsDone)
        {
            throw new InvalidOperationException($"A transaction was refused: {outcome.Code}: {outcome.Detail}");
        }
    }

    private static byte[] SHA256Seed(string name) => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name));
}
