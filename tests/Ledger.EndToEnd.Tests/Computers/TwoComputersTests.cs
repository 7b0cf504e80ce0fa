using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Ledger.EndToEnd.Tests.Integration;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.EndToEnd.Tests.Computers;

/// <summary>
/// Two people on two PCs, each with a home and a network of its own, and the programs as processes: from the request for a certificate to
/// the return of a bond, and the claim under another's. The bidder loses the PC in the middle; the bank's desk is given a wrong key, a
/// copied folder and a broken letter.
/// </summary>
public sealed class TwoComputersTests : IAsyncLifetime
{
    private const string Section = "E4404000000009401001001";
    private const string Terminated = "E4404000000009401001002"; // the same project's second one, which is never opened
    private const string Bidder = "91440400MA5EXMPL8Y";
    private const string BidderName = "珠海示例路桥有限公司";
    private const string Bank = "91440400XYTM1URG71"; // bank-1 of the test members
    private const string Tenderer = "91440400XYQ428B59J"; // surety-1, played
    private const string Rival = "91440400XY6XNCPB20"; // insurer-1, played
    private const string Third = "91440400XY7UHBKD08"; // insurer-2, played: bids with its bond in cash
    private const string Key = "sign.key";
    private const string Account = "6222000000000001";
    private static readonly DateTimeOffset Opening = DateTimeOffset.UtcNow.AddDays(22).ToOffset(TimeSpan.FromHours(8));

    private readonly IntegrationConsortium _consortium = new() { IsNow = true };
    private Home _centre = null!;
    private Home _bank = null!;
    private Home _bidder = null!;
    private Computer _bidderComputer = null!;
    private Computer _bankComputer = null!;

    public async Task InitializeAsync()
    {
        try
        {
            await _consortium.InitializeAsync();
            _bidderComputer = Computer.Connect(0, NodeAddress);
            _bankComputer = Computer.Connect(1, NodeAddress);
            _bidder = new Home(_consortium.Genesis, _bidderComputer);
            _bank = new Home(_consortium.Genesis, _bankComputer);
            _centre = new Home(_consortium.Genesis, $"http://{_consortium.Node}");
            _bank.Bring(Member("bank-1.key"), Member("bank-2.key"));
            _centre.Bring(Member("zhuhai.key"), Member("surety-1.key"), Member("insurer-1.key"));
            foreach (var home in (Home[])[_bidder, _bank, _centre])
            {
                home.Write("paper.txt", "招标文件");
            }
        }
        catch
        {
            await DisposeAsync(); // nobody else calls it then
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var owned in (IDisposable?[])[_bidder, _bank, _centre, _bidderComputer, _bankComputer])
        {
            owned?.Dispose();
        }

        await _consortium.DisposeAsync();
    }

    [Fact]
    public async Task From_the_request_for_a_certificate_to_return_and_claim()
    {
        await EnrolAsync();
        await AnnounceAsync();
        await OpenDeskAsync();
        var order = await ApplyAsync();
        var words = await WriteWordsDownAsync();
        await SendBrokenLetterAsync();
        await DecideAsync(order);

        LoseComputer();
        await RecoverAsync(order, words);
        await PayAndSignAsync(order);
        Assert.Equal(1, (int)(await _bank.DoAsync("bank-1.key", "desk", "issue", "--desk", "desk"))["issued"]!);
        await TakeGuaranteeInHandAsync(order);
        await _bidder.DoAsync(
            Key, "bid", "encrypt", "paper.txt", "--out", "bid.enc", "--section", Section, "--bidder", Bidder, "--to", "decrypt.crt");
        await IssueForRivalAsync();
        await GiveBlindGuaranteeBackAsync();

        var bonds = await OpenAsync();
        await _bidder.DoAsync(
            "decrypt.key", "bid", "decrypt", "bid.enc", "--out", "bid.txt", "--section", Section, "--bidder", Bidder, "--certificate",
            "decrypt.crt");
        await ClaimAsync(IdOf(bonds, Rival));
        await BringClaimsDocumentsAsync(IdOf(bonds, Bidder));
        await _centre.DoAsync("surety-1.key", "tender", "terminate", Section, "--notice-digest", "file:paper.txt");
        await _centre.DoAsync("surety-1.key", "guarantee", "release", IdOf(bonds, Bidder), "--reason", "Terminated");
        Assert.Equal("Released", (string?)(await _bidder.DoAsync(Key, "guarantee", "show", IdOf(bonds, Bidder)))["state"]);
        Assert.Equal("Paid", (string?)(await _bank.DoAsync("bank-1.key", "guarantee", "show", IdOf(bonds, Rival)))["state"]);
        await _bank.DoAsync("bank-1.key", "desk", "issue", "--desk", "desk"); // and the desk goes on
    }

    /// <summary>From a key to a certified, registered bidder: the key never leaves its home.</summary>
    private async Task EnrolAsync()
    {
        await _bidder.DoAsync(Key, "keys", "new", "--out", Key);
        await _bidder.DoAsync(Key, "cert", "request", "--uscc", Bidder, "--name", BidderName, "--out", "request.csr");
        _centre.Bring(_bidder.PathOf("request.csr"));
        await _centre.DemoAsync(_consortium.Genesis, "ca", "request.csr", "--out", "sign.crt", "--pair", "answer.der");
        _bidder.Bring(_centre.PathOf("sign.crt"), _centre.PathOf("answer.der"));
        await _bidder.DoAsync(
            Key, "keys", "import", "answer.der", "--signing-key", Key, "--out", "decrypt.key", "--new-pin-file", "pin",
            "--certificate-out", "decrypt.crt");
        await _bidder.DoAsync(Key, "cert", "possession", "sign.crt", "--out", "sign.possession");
        _centre.Bring(_bidder.PathOf("sign.possession"));
        await _centre.DoAsync("zhuhai.key", "subject", "register", Bidder, "--name", BidderName);
        await _centre.DoAsync("zhuhai.key", "cert", "register", "sign.possession");
    }

    private async Task AnnounceAsync()
    {
        await _centre.DoAsync(
            "zhuhai.key", "tender", "project", Section[..20], "--project-code", Section[..17], "--name", "路桥工程", "--tenderer-uscc",
            Tenderer, "--region", "440400", "--trade-class", "A");
        await AnnounceAsync(Section, "一标段");
        await AnnounceAsync(Terminated, "二标段");
    }

    private async Task AnnounceAsync(string section, string name) => await _centre.DoAsync(
        "zhuhai.key", "tender", "announce", section, "--tender-project-code", section[..20], "--name", name, "--estimated-price-fen",
        "¥4,000,000.00", "--bond-fen", "8万", "--bid-validity-days", "90", "--opening-time",
        Opening.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), "--notice-digest", "file:paper.txt", "--accepts-cash", "true",
        "--accepted-forms", "Bank,Insurance");

    /// <summary>Another bank's key is tried on the desk, and its folder is copied: the copy takes the number of its next batch.</summary>
    private async Task OpenDeskAsync()
    {
        _bank.Write("account.json", """{"name": "示例银行", "number": "6217000000000001", "bank": "示例银行总行"}""");
        await _bank.DoAsync(
            "bank-1.key", "desk", "init", "account.json", "--form", "bank", "--nature", "independent", "--batch-size", "4", "--desk",
            "desk");
        await RefuseOtherKeyAsync("desk", "card", "publish", "--desk", "desk");
        await _bank.DoAsync("bank-1.key", "desk", "card", "publish", "--desk", "desk");
        _bank.CopyFolder("desk", "copied");
        await _bank.DoAsync("bank-1.key", "desk", "issue", "--desk", "copied");
    }

    private async Task<string> ApplyAsync()
    {
        _bidder.Write(
            "applicant.json",
            $$"""
            {
              "uscc": "{{Bidder}}",
              "name": "{{BidderName}}",
              "basicAccount": {
                "name": "{{BidderName}}",
                "number": "{{Account}}",
                "bank": "珠海示例银行"
              }
            }
            """);
        var applied = await _bidder.DoAsync(
            Key, "order", "apply", "applicant.json", "--guarantor", Bank, "--section", Section, "--tender-document", "paper.txt",
            "--orders", "orders");
        return (string)applied["order"]!;
    }

    private async Task<string> WriteWordsDownAsync()
    {
        await _bidder.DoAsync(Key, "order", "backup", "--words", "words", "--orders", "orders");
        return await File.ReadAllTextAsync(_bidder.PathOf("words"));
    }

    /// <summary>A stranger's letter that is none: refused by name, and nothing else is held up.</summary>
    private async Task SendBrokenLetterAsync()
    {
        var state = await _bidder.DoAsync(Key, "state", "get", $"guarantee/card/{Bank}");
        var card = GuarantorCard.Parser.ParseFrom(Convert.FromBase64String((string)state["value"]!));
        _bidder.Write("desk.card", JsonFormatter.Default.Format(card.Mailbox));
        await _bidder.DoAsync(Key, "mailbox", "send", "paper.txt", "--to", "desk.card");
        await RefuseOtherKeyAsync("desk", "receive", "--desk", "desk");
        var letters = (await _bank.DoAsync("bank-1.key", "desk", "receive", "--desk", "desk"))["letters"]!.AsArray();
        Assert.Equal(
            ["MalformedLetter Refused", " Taken"],
            letters.Select(letter => $"{letter!["refused"]} {letter["fate"]}").OrderDescending(StringComparer.Ordinal));
    }

    private async Task DecideAsync(string order) => await _bank.DoAsync(
        "bank-1.key", "desk", "approve", order, "--premium-fen", "¥400.00", "--document", "paper.txt", "--desk", "desk", "--yes");

    /// <summary>What is left are the words on paper, and the keys on a medium that lay elsewhere.</summary>
    private void LoseComputer()
    {
        var computer = Computer.Connect(2, NodeAddress);
        var home = new Home(_consortium.Genesis, computer);
        home.Bring([.. new[] { Key, "decrypt.key", "decrypt.crt", "paper.txt", "applicant.json" }.Select(_bidder.PathOf)]);
        _bidder.Dispose();
        _bidderComputer.Dispose();
        (_bidder, _bidderComputer) = (home, computer);
    }

    private async Task RecoverAsync(string order, string words)
    {
        _bidder.Write("words", words);
        await _bidder.DoAsync(Key, "order", "recover", "--words", "words", "--orders", "recovered");
        var letter = (await ReceiveAsync()).Single()!;
        Assert.Equal((order, "Approve", "Taken"), ((string?)letter["order"], (string?)letter["letter"], (string?)letter["fate"]));
    }

    private async Task PayAndSignAsync(string order)
    {
        await _bidder.DoAsync(Key, "order", "pay", order, "--from", Account, "--orders", "recovered", "--yes");
        await _bidder.DoAsync(Key, "order", "sign", order, "--contract", "paper.txt", "--orders", "recovered", "--yes");
        await _bank.DoAsync("bank-1.key", "desk", "receive", "--desk", "desk");
    }

    private async Task TakeGuaranteeInHandAsync(string order)
    {
        Assert.Equal("IssuedSealed", (string?)(await ReceiveAsync()).Single()!["state"]);
        await _bidder.DoAsync(
            Key, "order", "pdf", order, "--out", "guarantee.pdf", "--passport", "guarantee.ldgp", "--orders", "recovered");
        await _bidder.DoAsync(Key, "order", "voucher", order, "--out", "guarantee.voucher", "--orders", "recovered");
        await _bidder.DoAsync(Key, "order", "open-voucher", "guarantee.voucher", "--words", "words", "--out", "opening.json");
    }

    /// <summary>The other bidder's bond, without the letters.</summary>
    private async Task IssueForRivalAsync()
    {
        _centre.Write("terms.json", JsonFormatter.Default.Format(new GuaranteeTerms
        {
            GuaranteeNo = "B-1",
            SectionCode = Section,
            BeneficiaryUscc = Tenderer,
            ApplicantUscc = Rival,
            ApplicantName = "瀚海财产保险股份有限公司珠海中心支公司",
            GuarantorUscc = Bank,
            Form = GuaranteeForm.Bank,
            LegalNature = LegalNature.Independent,
            AmountFen = 8_000_000,
            ValidFrom = Opening.AddDays(-1).ToUnixTimeMilliseconds(),
            ValidUntil = Opening.AddDays(120).ToUnixTimeMilliseconds(),
            PremiumFen = 40_000,
            DocumentDigest = ByteString.CopyFrom(new byte[32]),
            ApplicationDigest = ByteString.CopyFrom(new byte[32]),
            Version = 1,
            Wording = GuaranteeWording.For(GuaranteeForm.Bank, LegalNature.Independent)!.Reference,
        }));
        await _centre.DoAsync("insurer-1.key", "guarantee", "sign", "terms.json", "--out", "signed.json");
        _bank.Bring(_centre.PathOf("signed.json"));
        await _bank.DoAsync("bank-1.key", "guarantee", "issue", "signed.json", "--batch-size", "4");
    }

    /// <summary>
    /// A blind guarantee of a section that is terminated: the bidder asks, the centre's tool attests without naming the section, the desk
    /// takes it back in a batch. Nobody types an attestation.
    /// </summary>
    private async Task GiveBlindGuaranteeBackAsync()
    {
        await _centre.DoAsync("zhuhai.key", "tender", "mailbox", "--mailbox", "requests", "--yes");
        var order = (string)(await _bidder.DoAsync(
            Key, "order", "apply", "applicant.json", "--guarantor", Bank, "--section", Terminated, "--tender-document", "paper.txt",
            "--blind", "--orders", "recovered"))["order"]!;
        await _bank.DoAsync("bank-1.key", "desk", "receive", "--desk", "desk");
        await DecideAsync(order);
        await ReceiveAsync();
        await PayAndSignAsync(order);
        Assert.Equal(1, (int)(await _bank.DoAsync("bank-1.key", "desk", "issue", "--desk", "desk"))["issued"]!);
        await ReceiveAsync();
        await _centre.DoAsync("surety-1.key", "tender", "terminate", Terminated, "--notice-digest", "file:paper.txt");
        await _bidder.DoAsync(Key, "order", "surrender", order, "--orders", "recovered", "--yes");
        await _centre.DemoAsync(_consortium.Genesis, "clock", "+3d", "--yes"); // the request leaves at a moment drawn over two days
        await ReceiveAsync();
        var asked = (await _centre.DoAsync("zhuhai.key", "tender", "attest", "--mailbox", "requests"))["letters"]!.AsArray();
        Assert.Equal("Taken", (string?)asked.Single()!["fate"]);
        await ReceiveAsync();
        await _bank.DoAsync("bank-1.key", "desk", "receive", "--desk", "desk");
        await _bank.DoAsync("bank-1.key", "desk", "approve", order, "--desk", "desk", "--yes");
        Assert.Equal(1, (int)(await _bank.DoAsync("bank-1.key", "desk", "issue", "--desk", "desk"))["surrendered"]!);
        await ReceiveAsync();
        var ended = await _bidder.DoAsync(Key, "order", "show", order, "--orders", "recovered");
        Assert.Equal("Surrendered", (string?)ended["state"]);
    }

    private async Task<JsonArray> OpenAsync()
    {
        await _centre.DemoAsync(_consortium.Genesis, "clock", "+23d", "--yes");
        var opened = await _centre.DoAsync("zhuhai.key", "tender", "open", Section, "--bidder", Bidder, Rival, Third);
        var bonds = opened["bonds"]!.AsArray();
        Assert.Equal(
            [(Bidder, true), (Rival, true), (Third, false)],
            bonds.Select(bond => ((string)bond!["bidder_uscc"]!, (bool)bond["complies"]!)));
        return bonds;
    }

    /// <summary>
    /// The rival revoked its bid after the deadline: its bond is claimed and paid.
    /// </summary>
    private async Task ClaimAsync(string claimed)
    {
        await _centre.DoAsync(
            "surety-1.key", "guarantee", "claim", claimed, "--amount-fen", "8万", "--reason", "Revoked", "--evidence-digest",
            "file:paper.txt", "--statement-digest", "file:paper.txt");
        await _bank.DoAsync("bank-1.key", "guarantee", "pay", claimed, "--amount-fen", "8万");
    }

    /// <summary>The tenderer claims under the bidder's bond too: the desk reads the evidence, finds it wanting, and refuses.</summary>
    private async Task BringClaimsDocumentsAsync(string claimed)
    {
        await _centre.DoAsync(
            "surety-1.key", "guarantee", "claim", claimed, "--amount-fen", "8万", "--reason", "Revoked", "--evidence-digest",
            "file:paper.txt", "--statement-digest", "file:paper.txt");
        await _centre.DoAsync("surety-1.key", "document", "put", "paper.txt", "--ticket", "claim.ticket", "--reference", "claim.reference");
        await _centre.DoAsync(
            "surety-1.key", "guarantee", "claim-documents", claimed, "--document", "claim.reference", "--remark", "证据与声明");
        await _bank.DoAsync("bank-1.key", "desk", "receive", "--desk", "desk");
        var orders = (await _bank.DoAsync("bank-1.key", "desk", "list", "--all", "--desk", "desk"))["orders"]!.AsArray();
        var order = (string)orders.Single(one => (string?)one!["guarantee"] == claimed)!["order"]!;
        await _bank.DoAsync("bank-1.key", "desk", "documents", order, "--get", "1", "--out", "evidence.txt", "--desk", "desk");
        Assert.Equal(await File.ReadAllTextAsync(_centre.PathOf("paper.txt")), await File.ReadAllTextAsync(_bank.PathOf("evidence.txt")));
        await _bank.DoAsync("bank-1.key", "guarantee", "refuse", claimed, "--discrepancies", "声明未指明所违反的义务");
    }

    private async Task<JsonArray> ReceiveAsync() =>
        (await _bidder.DoAsync(Key, "order", "receive", "--orders", "recovered"))["letters"]!.AsArray();

    private async Task RefuseOtherKeyAsync(params string[] arguments) => Assert.Contains(
        "NotTheOwner", (await _bank.RunAsync(1, "bank-2.key", arguments)).ToJsonString(), StringComparison.Ordinal);

    private static string IdOf(JsonArray bonds, string bidder) =>
        (string)bonds.Single(bond => (string?)bond!["bidder_uscc"] == bidder)!["id"]!;

    private string Member(string name) => Path.Combine(_consortium.Members, name);

    private IPEndPoint NodeAddress => IPEndPoint.Parse(_consortium.Node);
}
