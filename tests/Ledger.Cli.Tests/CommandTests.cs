using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.Client.Guarantees;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Tests;

public sealed class CommandTests : CliFixture
{
    private const string SectionCode = "E3500000001001043001001";
    private const string Bidder = "91350100M000100Y43";

    [Fact]
    public async Task Status_shows_the_proven_head()
    {
        var document = await JsonAsync(ExitCode.Done, "status");
        Assert.Equal(1, document["height"].Number());
        Assert.Equal(Server.Chain.Head.Hash.ToString(), (string?)document["block_hash"]);
        Assert.Equal(4, document["validators"]!.AsArray().Count);

        var (_, table, _) = await RunAsync("status");
        Assert.Contains("state root", table, StringComparison.Ordinal);
        Assert.Contains(Server.Chain.Head.Hash.ToString(), table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_is_submitted_and_found_again()
    {
        await File.WriteAllTextAsync(
            PathOf("calls.json"), """{"calls": [{"guarantee": {"surrender": {"guaranteeId": "AAAAAAAAAAAAAAAAAAAAAA=="}}}]}""");
        var submitted = await JsonAsync(ExitCode.Done, "tx", "submit", PathOf("calls.json"), "--business-key", "a key of twenty bytes");
        Assert.Equal("Final", (string?)submitted["fate"]);
        Assert.True((bool)submitted["proven"]!);
        var found = await JsonAsync(
            ExitCode.Done, "tx", "status", (string)submitted["transaction"]!, "--wait", "--not-after", (string)submitted["not_after"]!);
        Assert.Equal(submitted.ToJsonString(), found.ToJsonString());

        var block = await JsonAsync(ExitCode.Done, "block", "show", "2");
        Assert.Equal((string?)submitted["transaction"], (string?)block["transactions"]![0]!["id"]);

        await File.WriteAllBytesAsync(PathOf("signed"), Server.Behaviour.Submitted.Single());
        Assert.False((bool)(await JsonAsync(ExitCode.Done, "tx", "submit", PathOf("signed"), "--dry-run"))["sent"]!);
        Assert.Single(Server.Behaviour.Submitted);
        Assert.Equal(
            (string?)submitted["transaction"], (string?)(await JsonAsync(ExitCode.Done, "tx", "submit", PathOf("signed")))["transaction"]);
    }

    [Fact]
    public async Task An_expiry_is_proven_where_its_end_is_given()
    {
        Server.Chain.Put();
        var end = DateTimeOffset.FromUnixTimeMilliseconds(Server.Chain.Head.Header.Time - 1).ToString("O");
        var expired = await JsonAsync(ExitCode.Refused, "tx", "status", new string('7', 64), "--not-after", end);
        Assert.Equal(("Expired", true), ((string?)expired["fate"], (bool)expired["proven"]!));
        await JsonAsync(ExitCode.NotFound, "tx", "status", new string('7', 64));
    }

    [Fact]
    public async Task Events_come_by_whole_blocks_too()
    {
        await JsonAsync(ExitCode.Done, "tx", "submit", await CallsAsync());
        var found = await JsonAsync(ExitCode.Done, "events", "follow", "--blocks", "--from", "1", "--type", "other.", "--count", "1");
        Assert.Equal("other.landed", (string?)found["type"]);
    }

    private async Task<string> CallsAsync()
    {
        await File.WriteAllTextAsync(
            PathOf("calls.json"), """{"calls": [{"guarantee": {"surrender": {"guaranteeId": "AAAAAAAAAAAAAAAAAAAAAA=="}}}]}""");
        return PathOf("calls.json");
    }

    [Fact]
    public async Task State_shows_the_record_and_its_proof()
    {
        var document = await JsonAsync(ExitCode.Done, "state", "get", $"membership/member/{Keys.MemberUscc}", "--proof", "--at", "1");
        Assert.Equal("珠海", (string?)document["record"]!["name"]);
        Assert.NotEmpty(document["proof"]!["path"]!.AsArray());
        Assert.Equal(3, document["certificate"]!["votes"]!.AsArray().Count);
    }

    [Fact]
    public async Task Events_come_as_one_line_each()
    {
        await File.WriteAllTextAsync(PathOf("calls.json"), """{"calls": [{"guarantee": {}}]}""");
        await JsonAsync(ExitCode.Done, "tx", "submit", PathOf("calls.json"));
        var (code, output, _) = await RunAsync("events", "follow", "--from", "1", "--type", "other.", "--count", "1", "--json");
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal("other.landed", (string?)JsonNode.Parse(Assert.Single(output.Trim().Split('\n')))!["type"]);
    }

    [Theory]
    [InlineData("sm2", SignatureAlgorithm.Sm2Sm3)]
    [InlineData("p256", SignatureAlgorithm.EcdsaP256Sha256)]
    public async Task A_new_key_opens_with_its_pin(string name, SignatureAlgorithm algorithm)
    {
        var document = await JsonAsync(ExitCode.Done, "keys", "new", "--out", PathOf("new"), "--algorithm", name);
        using var pair = KeyFile.TryOpen(PathOf("new"), "628153", out _)!;
        Assert.Equal(algorithm, pair.Algorithm);
        Assert.Equal(Convert.ToHexStringLower(pair.PublicKey.Encoded), (string?)document["public_key"]);
        Assert.Equal(ExitCode.Usage, (await RunAsync("keys", "new", "--out", PathOf("new"))).Code);
    }

    [Fact]
    public async Task Guarantees_are_issued_sealed_and_opened_by_the_sections_key()
    {
        using var opening = Keys.Pair(50);
        Server.Chain.Put((TenderTables.Sections.Key(SectionCode), new Section
        {
            Announced = new AnnounceSection { SectionCode = SectionCode, OpeningKey = ByteString.CopyFrom(opening.PublicKey.Encoded) },
            OpeningPrivateKey = ByteString.CopyFrom(opening.PrivateKey),
        }));
        CertifyKeyFor(Bidder);
        await File.WriteAllTextAsync(
            PathOf("approved.json"),
            $$"""[{"guaranteeNo": "G1", "sectionCode": "{{SectionCode}}", "applicantUscc": "{{Bidder}}", "amountFen": "80000000", "version": 1}, {"guaranteeNo": "G2", "sectionCode": "{{SectionCode}}", "version": 2}]""");
        Assert.Equal(ExitCode.Refused, (await RunAsync("guarantee", "issue", PathOf("approved.json"), "--batch-size", "4")).Code);
        await JsonAsync(ExitCode.Done, "guarantee", "sign", PathOf("approved.json"), "--out", PathOf("terms.json"));
        await FailAsync(ExitCode.Usage, "guarantee", "sign", PathOf("approved.json"), "--out", PathOf("terms.json")); // is there already

        var looked = await JsonAsync(ExitCode.Done, "guarantee", "issue", PathOf("terms.json"), "--batch-size", "4", "--dry-run");
        Assert.Equal(2, looked["content"]!["guarantees"]!.AsArray().Count);
        Assert.Contains("NoPremium", looked["warnings"]!.AsArray().Select(warning => (string)warning!["kind"]!));
        Assert.Empty(Server.Behaviour.Submitted);

        var issued = await JsonAsync(ExitCode.Done, "guarantee", "issue", PathOf("terms.json"), "--batch-size", "4");
        var batch = Sent().Guarantee.Issue.Guarantees;
        Assert.Equal(4, batch.Count);
        Server.Chain.Put([.. batch.Select(record => (GuaranteeTables.Guarantees.Key(record.GuaranteeId.Span), (IMessage)Stored(record)))]);

        var found = await JsonAsync(ExitCode.Done, "guarantee", "open", SectionCode, "--dry-run");
        Assert.Equal(["G1", "G2"], found["content"]!["guarantees"]!.AsArray().Select(one => (string)one!["guarantee_no"]!).Order());
        Assert.Single(Server.Behaviour.Submitted); // the batch

        var opened = await JsonAsync(ExitCode.Done, "guarantee", "open", SectionCode);
        Assert.Equal(
            issued["guarantees"]!.AsArray().Select(one => (string)one!["id"]!).Order(),
            opened["opened"]!.AsArray().Select(id => (string)id!).Order());
        Assert.Equal(
            ["G1", "G2"], Sent().Guarantee.Open.Guarantees.Select(one => GuaranteeTerms.Parser.ParseFrom(one.Terms).GuaranteeNo).Order());

        var listed = await JsonAsync(ExitCode.Done, "guarantee", "list", "--issuer", Keys.MemberUscc);
        Assert.Equal(4, listed["guarantees"]!.AsArray().Count);
        var shown = await JsonAsync(ExitCode.Done, "guarantee", "show", (string)opened["opened"]![0]!);
        Assert.Equal("IssuedSealed", (string?)shown["state"]);
        Assert.Null(shown["section_code"]);
    }

    [Fact]
    public async Task Terms_of_another_bidder_are_not_signed()
    {
        CertifyKeyFor(Keys.MemberUscc);
        await File.WriteAllTextAsync(PathOf("approved.json"), $$"""{"guaranteeNo": "G1", "applicantUscc": "{{Bidder}}", "version": 1}""");
        var (code, _, error) = await RunAsync("guarantee", "sign", PathOf("approved.json"), "--out", PathOf("terms.json"));
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("NOT_SIGNED_BY_APPLICANT", error, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("terms.json")));
    }

    [Fact]
    public async Task A_section_whose_key_is_not_released_reveals_nothing()
    {
        Server.Chain.Put((TenderTables.Sections.Key(SectionCode), new Section
        {
            Announced = new AnnounceSection { OpeningKey = ByteString.CopyFrom(Keys.Pair(50).PublicKey.Encoded) },
        }));
        Assert.Equal(ExitCode.Usage, (await RunAsync("guarantee", "open", SectionCode)).Code);
    }

    [Fact]
    public async Task A_key_that_was_not_made_for_the_section_is_not_sent()
    {
        var folder = Directory.CreateDirectory(PathOf("opening-keys")).FullName;
        var file = Path.Combine(folder, $"{SectionCode}.key");
        Server.Chain.Put((TenderTables.Sections.Key(SectionCode), new Section
        {
            Announced = new AnnounceSection
            {
                SectionCode = SectionCode,
                OpeningKey = ByteString.CopyFrom(Keys.Pair(100).PublicKey.Encoded),
            },
            OpeningTime = 1,
            State = SectionState.Announced,
            Region = "440400",
            TradeClass = "A",
        }));
        string[] open = ["tender", "open", SectionCode, "--opening-keys", folder, "--bidder", Bidder];
        Assert.Contains("There is no", await FailAsync(ExitCode.Usage, open), StringComparison.Ordinal);

        // The centre's own key, whose public half somebody announced.
        await CopyKeyAsync(Path.Combine("opening-keys", $"{SectionCode}.key"), 100);
        Assert.Contains("made for one purpose", await FailAsync(ExitCode.Usage, open), StringComparison.Ordinal);

        // An opening key of this section that the section did not announce.
        File.Delete(file);
        var keys = new OpeningKeyFolder(folder, Server.Chain.Genesis);
        Assert.NotNull(keys.GetOrMake(SectionCode, "628153", out _, KeyFileCost.OfKnownKeys));
        Assert.Contains("WRONG_OPENING_KEY", await FailAsync(ExitCode.Refused, open), StringComparison.Ordinal);

        // An opening key signs nothing, whoever asks.
        Assert.Contains(
            "made for one purpose",
            await FailAsync(ExitCode.Usage, "tender", "fail", SectionCode, "--cause", "TooFewBidders", "--key", file),
            StringComparison.Ordinal);
        Assert.Empty(Server.Behaviour.Submitted);
    }

    [Fact]
    public async Task An_opening_is_shown_before_it_is_sent_and_goes_on_where_it_stopped()
    {
        var genesis = Server.Chain.Genesis;
        var folder = new OpeningKeyFolder(PathOf("opening-keys"), genesis);
        var key = folder.GetOrMake(SectionCode, "628153", out _, KeyFileCost.OfKnownKeys)!;
        var section = new Section
        {
            Announced = new AnnounceSection { SectionCode = SectionCode, Name = "一标段", OpeningKey = ByteString.CopyFrom(key.Encoded) },
            OpeningTime = 1,
            State = SectionState.Announced,
            Region = "440400",
            TradeClass = "A",
        };
        PutSection(section);
        Server.Chain.Put(
            (TenderTables.Rules.Key($"000000/A/{(int)TenderRuleKind.BiddersMin:D2}"),
            new TenderRuleSchedule { Rules = { new TenderRule { Value = 3, Source = "招标投标法第二十八条" } } }),
            (AccountTables.Subjects.Key(Bidder), new Subject { Uscc = Bidder, Name = "珠海建设" }));
        string[] bidders = [Bidder, "91440400XY03Q9B035", "91440402XYN8WT4101"];
        string[] Open(params string[] who) => ["tender", "open", SectionCode, "--opening-keys", PathOf("opening-keys"), "--bidder", .. who];

        // Twice the same, by another check character too, or two alone: refused here, with the rule.
        Assert.Contains("BIDDER_TWICE", await FailAsync(ExitCode.Refused, Open([.. bidders, Bidder])), StringComparison.Ordinal);
        var doubled = Bidder[..^1] + (Bidder[^1] == 'X' ? 'Y' : 'X');
        Assert.Contains("BIDDER_TWICE", await FailAsync(ExitCode.Refused, Open([.. bidders, doubled])), StringComparison.Ordinal);
        var tooFew = await FailAsync(ExitCode.Refused, Open(bidders[..2]));
        Assert.Contains("TOO_FEW_BIDDERS", tooFew, StringComparison.Ordinal);
        Assert.Contains("招标投标法第二十八条", tooFew, StringComparison.Ordinal);

        var (code, shown, _) = await RunAsync([.. Open(bidders), "--dry-run"]);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("珠海建设", shown, StringComparison.Ordinal);
        using (var pair = folder.TryOpen(SectionCode, "628153", out _)!)
        {
            Assert.DoesNotContain(Convert.ToHexStringLower(pair.PrivateKey), shown, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(pair.PrivateKey), shown, StringComparison.Ordinal);
        }

        Assert.Empty(Server.Behaviour.Submitted);

        // All three, each in a transaction of its own.
        await JsonAsync(ExitCode.Done, Open(bidders));
        Assert.Equal(
            [TenderCall.MethodOneofCase.OpenSection, TenderCall.MethodOneofCase.ListBidders, TenderCall.MethodOneofCase.ReleaseOpeningKey],
            SentCalls());
        var opening = SentAt(0).Tender.OpenSection;
        Assert.DoesNotContain(Bidder, opening.ToString(), StringComparison.Ordinal);
        Assert.Equal(bidders.Order(StringComparer.Ordinal), SentAt(1).Tender.ListBidders.BidderUsccs);

        // Interrupted after the first: another list is not sent, the right one goes on.
        (section.State, section.OpenedAt, section.Bidders) = (SectionState.Opening, 2, 3);
        section.BiddersDigest = ByteString.CopyFrom(
            BidderCommitments.ListDigest(genesis.Hasher, opening.BidderCommitments.Select(one => one.Memory)).ToArray());
        PutSection(section);
        Assert.Contains(
            "BIDDER_LIST_MISMATCH",
            await FailAsync(ExitCode.Refused, Open(bidders[0], bidders[1], "91440400XY7AKMG07B")),
            StringComparison.Ordinal);
        await JsonAsync(ExitCode.Done, Open(bidders));
        Assert.Equal([TenderCall.MethodOneofCase.ListBidders, TenderCall.MethodOneofCase.ReleaseOpeningKey], SentCalls().Skip(3));
        Assert.Equal(SentAt(1).Tender.ListBidders, SentAt(3).Tender.ListBidders);

        // Terminated meanwhile, or paused before it was opened: no call, and no key, leaves this machine.
        var (opened, sent) = (section.Clone(), Server.Behaviour.Submitted.Count);
        section.State = SectionState.Terminated;
        PutSection(section);
        Assert.Contains("SECTION_STATE", await FailAsync(ExitCode.Refused, Open(bidders)), StringComparison.Ordinal);
        (section.State, section.Pause) = (SectionState.Paused, new SectionPause { From = SectionState.Announced });
        PutSection(section);
        Assert.Contains("SECTION_STATE", await FailAsync(ExitCode.Refused, Open(bidders)), StringComparison.Ordinal);
        Assert.Equal(sent, Server.Behaviour.Submitted.Count);
        section = opened;

        // Listed already: the key alone is left.
        section.BiddersListedAt = 3;
        PutSection(section);
        Server.Chain.Put(
            [.. bidders.Select(uscc => (TenderTables.BidderKey(SectionCode, uscc), (IMessage)new ListedBidder { Uscc = uscc }))]);
        Assert.Contains("BIDDERS_LISTED", await FailAsync(ExitCode.Refused, Open(bidders[0], bidders[1], "91440400XY7AKMG07B")),
            StringComparison.Ordinal);
        var report = await JsonAsync(ExitCode.Done, Open(bidders));
        Assert.Equal([TenderCall.MethodOneofCase.ReleaseOpeningKey], SentCalls().Skip(5));
        Assert.Equal(3, report["bonds"]!.AsArray().Count);
        var bonds = await JsonAsync(ExitCode.Done, "tender", "bonds", SectionCode, "--at", "opening");
        Assert.Equal(bidders.Order(StringComparer.Ordinal), bonds["bonds"]!.AsArray().Select(bond => (string)bond!["bidder_uscc"]!));
        Assert.All(bonds["bonds"]!.AsArray(), bond => Assert.False((bool)bond!["complies"]!));
    }

    private void PutSection(Section section) => Server.Chain.Put((TenderTables.Sections.Key(SectionCode), section.Clone()));

    private List<TenderCall.MethodOneofCase> SentCalls() =>
        [.. Enumerable.Range(0, Server.Behaviour.Submitted.Count).Select(index => SentAt(index).Tender.MethodCase)];

    [Fact]
    public async Task An_announcement_makes_its_opening_key_and_a_repeated_one_takes_it_again()
    {
        string[] announce =
        [
            "tender", "announce", SectionCode, "--tender-project-code", SectionCode[..20], "--name", "一标段", "--estimated-price-fen", "400",
            "--bond-fen", "8", "--bid-validity-days", "90", "--opening-time", "2027-01-05T01:00:00Z",
            "--notice-digest", new string('1', 64), "--accepts-cash", "true", "--opening-keys", PathOf("opening-keys"),
        ];
        await JsonAsync(ExitCode.Done, [.. announce, "--dry-run"]);
        Assert.False(Directory.Exists(PathOf("opening-keys")), "a look made a key");
        var shown = await JsonAsync(ExitCode.Done, announce);
        var file = (string)shown["opening_key_file"]!;
        var announced = Sent().Tender.AnnounceSection.OpeningKey;
        Assert.Equal(KeyFile.TryDescribe(await File.ReadAllBytesAsync(file), out _)!.PublicKey.Encoded.ToArray(), announced.ToArray());
        await JsonAsync(ExitCode.Done, announce);
        Assert.Equal(announced, Sent().Tender.AnnounceSection.OpeningKey);
        Assert.Contains(
            "has 23 characters",
            await FailAsync(ExitCode.Usage, [.. announce.Select(word => word == SectionCode ? "../x" : word)]),
            StringComparison.Ordinal);
    }

    private async Task<string> FailAsync(int code, params string[] args)
    {
        var run = await RunAsync(args);
        Assert.True(run.Code == code, $"{run.Code}: {run.Error}");
        return run.Error;
    }

    [Fact]
    public async Task Projects_are_listed_with_their_sections_and_those_of_one_centre_alone()
    {
        const string other = "12110000XY0PCCYB3Y";
        foreach (var (code, centre) in new[] { (SectionCode[..20], Keys.MemberUscc), ($"{SectionCode[..19]}9", other) })
        {
            var project = new Project
            {
                Created = new CreateProject { TenderProjectCode = code, Name = "道路工程" },
                CentreUscc = centre,
            };
            var section = new Section
            {
                Announced = new AnnounceSection { SectionCode = $"{code}001", TenderProjectCode = code, Name = "一标段" },
                CentreUscc = centre,
                OpeningTime = Server.Chain.Head.Header.Time + 1,
                State = SectionState.Announced,
            };
            Server.Chain.Put(
                (TenderTables.Projects.Key(code), (IMessage)project),
                (TenderTables.Sections.Key(section.Announced.SectionCode), section));
        }

        var all = await JsonAsync(ExitCode.Done, "tender", "list");
        Assert.Equal(2, all["projects"]!.AsArray().Count);
        var own = await JsonAsync(ExitCode.Done, "tender", "list", "--centre", Keys.MemberUscc);
        var shown = Assert.Single(own["projects"]!.AsArray())!;
        Assert.Equal(SectionCode[..20], (string?)shown["tender_project_code"]);
        Assert.Equal($"{SectionCode[..20]}001", (string?)Assert.Single(shown["sections"]!.AsArray())!["section_code"]);
        Assert.Equal(0, (int)own["to_return"]!);
        await FailAsync(ExitCode.Usage, "tender", "list", "--centre", "1");
    }

    [Fact]
    public async Task A_section_is_listed_by_its_index()
    {
        var id = ByteString.CopyFrom(new byte[16]);
        var guarantee = new Guarantee
        {
            GuaranteeId = id,
            State = GuaranteeState.Revealed,
            Terms = new GuaranteeTerms { ApplicantName = "珠海建设", AmountFen = 5 },
        };
        Server.Chain.Put(
            (GuaranteeTables.SectionKey(SectionCode, id.Span), new GuaranteeRef { GuaranteeId = id }),
            (GuaranteeTables.Guarantees.Key(id.Span), guarantee));
        var (code, table, _) = await RunAsync("guarantee", "list", "--section", SectionCode);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("1 guarantees as of height 2", table, StringComparison.Ordinal);
        Assert.Contains("珠海建设", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_fails_after_its_opening_by_its_committees_word()
    {
        string[] fail = ["tender", "fail", SectionCode, "--cause", "AllBidsRejected"];
        Assert.Contains("--committee-key", await FailAsync(ExitCode.Usage, fail), StringComparison.Ordinal);
        var key = PathOf("committee.key");
        await JsonAsync(ExitCode.Done, "keys", "new", "--out", key);
        string[] report = ["--report-digest", new string('a', 64), "--committee-key", key, "--committee-pin-file", PathOf("pin")];
        await JsonAsync(ExitCode.Done, [.. fail, .. report]);
        var sent = Sent().Tender.FailSection;
        Assert.Equal((FailureCause.AllBidsRejected, 32), (sent.Cause, sent.ReportDigest.Length));
        Assert.False(sent.CommitteeSignature.IsEmpty);
        await JsonAsync(ExitCode.Done, "tender", "fail", SectionCode, "--cause", "too-few-bidders");
        Assert.Equal(new FailSection { SectionCode = SectionCode, Cause = FailureCause.TooFewBidders }, Sent().Tender.FailSection);
    }

    [Fact]
    public async Task Release_and_claim_send_what_was_asked()
    {
        var id = "0102030405060708090a0b0c0d0e0f10";
        await JsonAsync(ExitCode.Done, "guarantee", "release", id, "--reason", "ContractSigned");
        Assert.Equal(ReleaseReason.ContractSigned, Sent().Guarantee.Release.Reason);
        await JsonAsync(
            ExitCode.Done,
            "guarantee",
            "claim",
            id,
            "--amount-fen",
            "500",
            "--reason",
            "Revoked",
            "--evidence-digest",
            new string('a', 64),
            "--statement-digest",
            new string('b', 64));
        var claim = Sent().Guarantee.Claim;
        Assert.Equal(id, Convert.ToHexStringLower(claim.GuaranteeId.Span));
        Assert.Equal((500L, ClaimReason.Revoked, 32), (claim.AmountFen, claim.Reason, claim.EvidenceDigest.Length));
    }

    private static Guarantee Stored(SealedGuarantee record) => new()
    {
        GuaranteeId = record.GuaranteeId,
        Commitment = record.Commitment,
        Sealed = record.Sealed,
        State = GuaranteeState.IssuedSealed,
        IssuerUscc = Keys.MemberUscc,
    };

    private Call Sent() => SentAt(Server.Behaviour.Submitted.Count - 1);

    private Call SentAt(int index)
    {
        var chain = Server.Chain.Genesis;
        Assert.False(
            TransactionReader.TryRead(
                Server.Behaviour.Submitted.ElementAt(index), chain.Hasher, chain.ChainId, chain.Content.Limits, out var read).IsRefused);
        return Assert.Single(read!.Body.Calls);
    }

    /// <summary>The register holds the person's key as the signing key of a subject, under an active CA.</summary>
    private void CertifyKeyFor(string uscc)
    {
        using var pair = Keys.Pair(100);
        var record = new CertificateRecord
        {
            Uscc = uscc,
            Algorithm = (uint)pair.Algorithm,
            PublicKey = ByteString.CopyFrom(pair.PublicKey.Encoded),
            NotAfter = long.MaxValue,
            PathNotAfter = long.MaxValue,
            Kind = CertificateKind.Signing,
            CaId = "ca",
        };
        var standing = new AuthorityStanding { Statuses = { new AuthorityStatusEntry { Status = AuthorityStatus.Active } } };
        Server.Chain.Put((AccountTables.Certificates.Key(new byte[32]), record), (CaTrustTables.Standings.Key("ca"), standing));
    }
}
