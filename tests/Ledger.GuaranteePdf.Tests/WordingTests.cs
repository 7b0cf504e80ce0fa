using System.Globalization;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Ledger.GuaranteePdf.Fields;
using Ledger.GuaranteePdf.Templates;
using Ledger.Passports;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.GuaranteePdf.Tests;

/// <summary>What a guarantee says, of each legal nature and in each of its documents.</summary>
public sealed class WordingTests
{
    private const string Update = "LEDGER_UPDATE_DOCS=1 dotnet test tests/Ledger.GuaranteePdf.Tests";

    /// <summary>A released template never changes: other words are another version, with its own line here.</summary>
    [Theory]
    [InlineData("accessory.v1", "11757614b83da49d4c3a1ee12fed8d6e4e52119288d1ffefac4b435279aa3b6f")]
    [InlineData("independent.v1", "44c04f77781b24150a33fbf75e1aae1d5893f7f75b029b741a7725070463d447")]
    [InlineData("insurance.v1", "c4e5fbed61e51bc18c898391f62978e07826df8a53a93240502614723d6d859e")]
    public void A_template_stays_as_it_is(string name, string digest)
    {
        var wording = Assert.Single(GuaranteeWording.All, known => known.Name == name);
        Assert.Equal(digest, wording.Digest);
        Assert.Equal(wording, GuaranteeWording.Find(wording.Reference));
        var template = GuaranteeTemplate.Of(wording);
        Assert.Equal(
            ["1.", "2.", "3.", "4.", "5.", "6.", "7.", "8.", "9."],
            template.Lines.Where(line => line.Kind == TemplateLineKind.Clause).Select(line => line.Number));
    }

    [Fact]
    public void Only_the_independent_one_says_that_it_is_payable_on_demand()
    {
        // 独立保函规定 §1, §3: 见索即付 or payment apart from the deal makes it independent, so no other text may say either.
        foreach (var wording in GuaranteeWording.All)
        {
            var isIndependent = wording.Name.StartsWith("independent", StringComparison.Ordinal);
            Assert.Equal(isIndependent, wording.Text.Contains("见索即付", StringComparison.Ordinal));
            Assert.Equal(isIndependent, wording.Text.Contains("独立于", StringComparison.Ordinal));
        }
    }

    public static TheoryData<GuaranteeForm, LegalNature, string> Combinations()
    {
        var all = new TheoryData<GuaranteeForm, LegalNature, string>();
        foreach (var form in Enum.GetValues<GuaranteeForm>())
        {
            foreach (var nature in Enum.GetValues<LegalNature>())
            {
                all.Add(form, nature, (form, nature) switch
                {
                    (GuaranteeForm.Bank, LegalNature.Independent) => "independent.v1",
                    (GuaranteeForm.Bank, LegalNature.Accessory) => "accessory.v1",
                    (GuaranteeForm.Insurance, LegalNature.Independent) => "independent.v1",
                    (GuaranteeForm.Insurance, LegalNature.Insurance) => "insurance.v1",
                    (GuaranteeForm.Surety, LegalNature.Accessory) => "accessory.v1",
                    _ => "",
                });
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void The_text_follows_from_form_and_nature_and_what_the_law_does_not_know_has_none(
        GuaranteeForm form, LegalNature nature, string expected)
    {
        Assert.Equal(expected, GuaranteeWording.For(form, nature)?.Name ?? "");
        if (expected.Length == 0)
        {
            var terms = new GuaranteeTerms { Form = form, LegalNature = nature, Wording = GuaranteeWording.All[0].Reference };
            Assert.Contains(
                "There is no text",
                Assert.Throws<InvalidDataException>(() => GuaranteeTemplate.Of(terms)).Message,
                StringComparison.Ordinal);
        }
    }

    /// <summary>A document in other words than the signed terms name would be no guarantee of theirs.</summary>
    [Theory]
    [InlineData("independent.v1", 1, "ask the guarantor")]
    [InlineData("independent.v2", 0, "ask the guarantor")]
    [InlineData("accessory.v1", 0, "is not for a guarantee")]
    [InlineData("", 0, "ask the guarantor")]
    public void Terms_of_another_wording_make_no_document(string name, int spoilt, string expected)
    {
        var digest = Convert.FromHexString(
            (GuaranteeWording.All.FirstOrDefault(known => known.Name == name) ?? GuaranteeWording.All[1]).Digest);
        digest[0] ^= (byte)spoilt;
        var terms = new GuaranteeTerms
        {
            Form = GuaranteeForm.Bank,
            LegalNature = LegalNature.Independent,
            Wording = name.Length == 0 ? null : new Wording { Name = name, Digest = ByteString.CopyFrom(digest) },
        };
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => GuaranteeTemplate.Of(terms)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("independent-clear", GuaranteeForm.Bank, LegalNature.Independent, "clear")]
    [InlineData("independent-cipher", GuaranteeForm.Bank, LegalNature.Independent, "cipher")]
    [InlineData("independent-revealed", GuaranteeForm.Bank, LegalNature.Independent, "revealed")]
    [InlineData("accessory-clear", GuaranteeForm.Surety, LegalNature.Accessory, "clear")]
    [InlineData("accessory-cipher", GuaranteeForm.Surety, LegalNature.Accessory, "cipher")]
    [InlineData("insurance-clear", GuaranteeForm.Insurance, LegalNature.Insurance, "clear")]
    [InlineData("insurance-revealed", GuaranteeForm.Insurance, LegalNature.Insurance, "revealed")]
    public void The_first_page_says_all_that_is_undertaken(string snapshot, GuaranteeForm form, LegalNature nature, string edition)
    {
        var (pdf, place) = Make(form, nature, edition);
        Assert.Equal(0, place.PageIndex);
        // all of it is on one page
        Assert.Contains("见附页", Flat(Poppler.Run(pdf, "pdftotext", "-l", "1", "FILE", "-")), StringComparison.Ordinal);
        var text = Poppler.Run(pdf, "pdftotext", "-layout", "-l", "1", "FILE", "-");
        var said = text[..text.IndexOf("验真", StringComparison.Ordinal)].TrimEnd() + "\n";
        var path = PathOf(snapshot);
        if (Environment.GetEnvironmentVariable("LEDGER_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, said);
        }

        Assert.True(File.ReadAllText(path) == said, $"{path} differs from the document. Where that is meant: {Update}\n{said}");
    }

    [Fact]
    public void The_cipher_text_names_neither_section_nor_beneficiary()
    {
        var (pdf, _) = Make(GuaranteeForm.Bank, LegalNature.Independent, "cipher");
        var text = Flat(Poppler.Run(pdf, "pdftotext", "FILE", "-"));
        Assert.All(
            ["横琴", "E4404002019000012001001", "91440400MA4W1B2C3X", "施工一标段", "招标项目"],
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.Contains(Convert.ToHexStringLower(Commitment), text, StringComparison.Ordinal);
        Assert.Contains("密文文本", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_page_shows_names_of_the_wire()
    {
        foreach (var edition in (string[])["clear", "cipher"])
        {
            var (pdf, _) = Make(GuaranteeForm.Surety, LegalNature.Accessory, edition);
            var text = Flat(Poppler.Run(pdf, "pdftotext", "FILE", "-"));
            Assert.DoesNotMatch("GUARANTEE_FORM_|LEGAL_NATURE_[A-Z]|GUARANTEE_STATE_|UNSPECIFIED|blind_section|[{}]", text);
        }

        Assert.All(
            GuaranteeReflection.Descriptor.EnumTypes.Where(type => type.Name is "LegalNature" or "GuaranteeState" or "GuaranteeForm")
                .SelectMany(type => type.Values).Where(value => value.Number != 0),
            value => Assert.Matches(@"^\p{IsCJKUnifiedIdeographs}", FieldLabels.OfValue(value.EnumDescriptor, value.Number)));
    }

    [Fact]
    public void What_the_guarantor_adds_is_said_and_marked_as_its_own()
    {
        var particulars = GuaranteeParticulars.FromJson(
            """{"issuerAddress":"珠海市示例路 1 号","demandAddress":"珠海市示例路 2 号","phone":"0756-0000000","signatory":"李示例","court":"珠海市香洲区人民法院"}"""u8);
        var (pdf, _) = Make(GuaranteeForm.Bank, LegalNature.Independent, "clear", particulars);
        var text = Flat(Poppler.Run(pdf, "pdftotext", "FILE", "-"));
        Assert.All(
            ["地址珠海市示例路1号", "索赔地址：珠海市示例路2号", "联系电话：0756-0000000", "授权签字人：李示例", "由珠海市香洲区人民法院管辖", "地址、索赔地址、联系电话、授权签字人、管辖法院"],
            one => Assert.Contains(one, text, StringComparison.Ordinal));
        Assert.Throws<System.Text.Json.JsonException>(() => GuaranteeParticulars.FromJson("""{"adress":"x"}"""u8));
        Assert.Throws<System.Text.Json.JsonException>(() => GuaranteeParticulars.FromJson("""{"phone":"1","phone":"2"}"""u8));
        Assert.Throws<System.Text.Json.JsonException>(() => GuaranteeParticulars.FromJson("null"u8));
    }

    [Fact]
    public void A_value_with_braces_is_no_place()
    {
        var particulars = new GuaranteeParticulars { Court = "{amount}" };
        var (pdf, _) = Make(GuaranteeForm.Bank, LegalNature.Independent, "clear", particulars);
        Assert.Contains("由{amount}管辖", Flat(Poppler.Run(pdf, "pdftotext", "FILE", "-")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(8, 2)]
    [InlineData(16, 2)]
    [InlineData(24, 2)]
    [InlineData(45, 2)]
    public void A_text_of_any_length_keeps_its_last_clause_with_the_seal(int repeated, int sealedPage)
    {
        var document = string.Concat(Enumerable.Repeat("珠海市横琴新区招标文件及其澄清与修改，", repeated));
        var (pdf, place) = Make(
            GuaranteeForm.Bank, LegalNature.Independent, "clear", new GuaranteeParticulars { TenderDocument = document });
        Assert.Equal(sealedPage, place.PageIndex + 1);
        var number = sealedPage.ToString(CultureInfo.InvariantCulture);
        var page = Flat(Poppler.Run(pdf, "pdftotext", "-f", number, "-l", number, "-layout", "FILE", "-"));
        Assert.Contains("9.本保函经我行签署并加盖印章后成立", page, StringComparison.Ordinal);
        Assert.Contains("开立人（盖章）", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_page_of_a_rehearsals_guarantee_says_that_it_counts_for_nothing(bool isRehearsal)
    {
        var (pdf, _) = Make(GuaranteeForm.Bank, LegalNature.Independent, "clear", isRehearsal: isRehearsal);
        var pages = Flat(Poppler.Run(pdf, "pdftotext", "FILE", "-").Replace("\f", "NEXTPAGE", StringComparison.Ordinal))
            .Split("NEXTPAGE", StringSplitOptions.RemoveEmptyEntries);
        Assert.True(pages.Length > 1);
        Assert.All(pages, page => Assert.Equal(isRehearsal, page.Contains(RehearsalNotice.Chinese, StringComparison.Ordinal)));
    }

    private static readonly byte[] Commitment = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];

    private static (byte[] Pdf, SealPlace Place) Make(
        GuaranteeForm form, LegalNature nature, string edition, GuaranteeParticulars? particulars = null, bool isRehearsal = false)
    {
        var (blind, open) = (edition != "clear", edition != "cipher");
        var terms = new GuaranteeTerms
        {
            GuaranteeNo = "NYB-ZH-2019-004417",
            ApplicantUscc = "91440400MA4UWX0R61",
            ApplicantName = "珠海建设有限公司",
            GuarantorUscc = "91440400XY76CMB75F",
            Form = form,
            LegalNature = nature,
            AmountFen = 80_000_000,
            ValidFrom = 1_576_771_200_000,
            ValidUntil = 1_593_532_800_000,
            Version = 1,
            Wording = GuaranteeWording.For(form, nature)!.Reference,
            SectionCode = open ? "E4404002019000012001001" : string.Empty,
            BeneficiaryUscc = open ? "91440400MA4W1B2C3X" : string.Empty,
            BlindSection = blind
                ? new BlindSection { Commitment = ByteString.CopyFrom(Commitment), Sealed = ByteString.CopyFrom(9) }
                : null,
        };
        var view = new GuaranteeView
        {
            Record = new Guarantee
            {
                GuaranteeId = ByteString.CopyFrom(new byte[16]),
                IssuerUscc = terms.GuarantorUscc,
                Version = 1,
                IssuedAt = 1_576_828_920_000,
                Commitment = ByteString.CopyFrom(new byte[32]),
            },
            State = open ? GuaranteeState.Revealed : GuaranteeState.IssuedSealed,
            Terms = terms,
            TermsAreSigned = true,
            IssuerName = "南粤示例银行股份有限公司珠海分行",
            BeneficiaryName = open ? "横琴示例投资有限公司" : string.Empty,
            IssuedBy = default,
            IssuedHeight = 3_239,
            Project = open
                ? new Project { Created = new CreateProject { Name = "横琴新区环岛北路市政工程", TenderProjectCode = "E4404002019000012001" } }
                : null,
            Section = open ? new Section { Announced = new AnnounceSection { Name = "施工一标段", SectionCode = terms.SectionCode } } : null,
        };
        var checkpoint = new Checkpoint(default, 3_240, 1_576_828_921_000, default, 4);
        return GuaranteePdfWriter.Draw(
            view, terms, checkpoint, new GuaranteePdfOptions { Particulars = particulars ?? new GuaranteeParticulars() }, isRehearsal);
    }

    private static string PathOf(string snapshot, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Snapshots", snapshot + ".txt");

    private static string Flat(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
