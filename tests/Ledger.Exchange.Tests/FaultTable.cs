using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Exchange.Tests;

/// <summary>One row for each fault: how a good document is spoiled, and where the fault is then found.</summary>
internal static class FaultTable
{
    private const string Sealed =
        """{"DOCUMENT_TYPE":"GUARANTEE","DOCUMENT_VERSION":1,"GUARANTEE_ID":"07070707070707070707070707070707","GUARANTEE_TYPE":"1","GUARANTEE_STATUS":"ISSUED_SEALED","LETTER_TIME":"2027-01-04T09:00:00+08:00","COMMITMENT":"0808080808080808080808080808080808080808080808080808080808080808","GUARANTOR":{"GUARANTOR_CREDIT_CODE":"91350100M000100Y43"}}""";

    internal static IReadOnlyList<FaultRow> Rows { get; } =
    [
        new(ExchangeFault.TooLarge, "", () => new byte[ExchangeLimits.DocumentBytesMax + 1]),
        new(ExchangeFault.NotUtf8, "", () => [(byte)'{', 0xFF, (byte)'}']),
        new(ExchangeFault.NotUtf8, "", () => [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0]),
        new(ExchangeFault.NotUtf8, "", () => [(byte)'{', (byte)'"', 0xD6, 0xE9, (byte)'"', (byte)'}']),
        new(ExchangeFault.NotUtf8, "", () => "{\"\uFFFD\":1}"u8.ToArray()),
        new(
            ExchangeFault.TooDeep,
            "",
            () => Encoding.UTF8.GetBytes(new string('[', ExchangeLimits.DepthMax + 1) + new string(']', ExchangeLimits.DepthMax + 1))),
        new(ExchangeFault.TooDeep, "", () => Encoding.UTF8.GetBytes(new string('[', 100_000))),
        new(ExchangeFault.NotJson, "", () => "{,}"u8.ToArray()),
        new(ExchangeFault.NotJson, "", () => []),
        new(ExchangeFault.ByteOrderMark, "", () => "\uFEFF{}"u8.ToArray()),
        new(ExchangeFault.NotJson, "", () => "{} {}"u8.ToArray()),
        new(ExchangeFault.NotJson, "", () => """{"DOCUMENT_TYPE": "\ud800"}"""u8.ToArray()),
        new(ExchangeFault.NotJson, "", () => """{"\ud800": 1}"""u8.ToArray()),
        new(ExchangeFault.WrongType, "", () => "[]"u8.ToArray()),
        new(ExchangeFault.MissingElement, "DOCUMENT_TYPE", () => "{}"u8.ToArray()),
        Of(DocumentKind.TenderProject, ExchangeFault.UnknownDocument, "DOCUMENT_TYPE", json => json["DOCUMENT_TYPE"] = "TENDER"),
        Of(DocumentKind.TenderProject, ExchangeFault.UnknownDocument, "DOCUMENT_TYPE", json => json["DOCUMENT_TYPE"] = 1),
        Of(DocumentKind.TenderProject, ExchangeFault.UnsupportedVersion, "DOCUMENT_VERSION", json => json["DOCUMENT_VERSION"] = 2),
        Of(DocumentKind.TenderProject, ExchangeFault.MissingElement, "DOCUMENT_VERSION", json => json.Remove("DOCUMENT_VERSION")),
        Of(DocumentKind.TenderProject, ExchangeFault.TooManyFaults, "", json => Many(json)),
        new(ExchangeFault.DuplicateElement, "GUARANTEE_TYPE", () => Encoding.UTF8.GetBytes(Sealed.Insert(1, "\"GUARANTEE_TYPE\":\"1\","))),
        new(
            ExchangeFault.DuplicateElement,
            "DOCUMENT_TYPE",
            () => Encoding.UTF8.GetBytes(Sealed.Insert(1, "\"DOCUMENT_TYPE\":\"GUARANTEE\","))),
        new(
            ExchangeFault.DuplicateElement,
            "GUARANTEE_TYPE",
            () => Encoding.UTF8.GetBytes(Sealed.Insert(1, """ "GUARANTEE\u005fTYPE":"1", """))),
        Of(DocumentKind.Section, ExchangeFault.UnknownElement, "MARGIN_TERMS.MARGIN", json => json["MARGIN_TERMS"]!["MARGIN"] = 1),
        Of(DocumentKind.Section, ExchangeFault.UnknownElement, "bid_section_code", json => json["bid_section_code"] = "x"),
        Of(
            DocumentKind.Section,
            ExchangeFault.MissingElement,
            "MARGIN_TERMS.MARGIN_AMOUNT",
            json => json["MARGIN_TERMS"]!.AsObject().Remove("MARGIN_AMOUNT")),
        Of(DocumentKind.Section, ExchangeFault.MissingElement, "BID_OPEN_TIME", json => json.Remove("BID_OPEN_TIME")),
        Of(DocumentKind.Section, ExchangeFault.WrongType, "BID_SECTION_NAME", json => json["BID_SECTION_NAME"] = 7),
        Of(DocumentKind.Section, ExchangeFault.WrongType, "BID_SECTION_NAME", json => json["BID_SECTION_NAME"] = null),
        Of(DocumentKind.Section, ExchangeFault.WrongType, "MARGIN_TERMS", json => json["MARGIN_TERMS"] = "x"),
        Of(DocumentKind.Section, ExchangeFault.WrongType, "MARGIN_TERMS.MARGIN_CASH", json => json["MARGIN_TERMS"]!["MARGIN_CASH"] = "1"),
        Of(
            DocumentKind.Section,
            ExchangeFault.WrongType,
            "MARGIN_TERMS.MARGIN_AMOUNT",
            json => json["MARGIN_TERMS"]!["MARGIN_AMOUNT"] = true),
        Of(DocumentKind.Section, ExchangeFault.WrongType, "NOTICES", json => json["NOTICES"] = "x"),
        Of(DocumentKind.Section, ExchangeFault.WrongType, "NOTICES[0]", json => json["NOTICES"]![0] = "x"),
        Of(DocumentKind.Section, ExchangeFault.WrongType, "VALID_PERIOD", json => json["VALID_PERIOD"] = "90"),
        Of(DocumentKind.Section, ExchangeFault.BadText, "BID_SECTION_NAME", json => json["BID_SECTION_NAME"] = ""),
        Of(DocumentKind.Section, ExchangeFault.BadText, "BID_SECTION_NAME", json => json["BID_SECTION_NAME"] = new string('标', 201)),
        Of(DocumentKind.Section, ExchangeFault.BadText, "BID_SECTION_NAME", json => json["BID_SECTION_NAME"] = "一\u0007标段"),
        Of(DocumentKind.TenderProject, ExchangeFault.BadCode, "PROJECT_CODE", json => json["PROJECT_CODE"] = "E440400000100104"),
        Of(
            DocumentKind.TenderProject,
            ExchangeFault.BadCode,
            "TENDER_PROJECT_CODE",
            json => json["TENDER_PROJECT_CODE"] = "e4404000001001043001"),
        Of(DocumentKind.Section, ExchangeFault.BadCode, "BID_SECTION_CODE", json => json["BID_SECTION_CODE"] = "E44040000010010430010012"),
        Of(
            DocumentKind.Section,
            ExchangeFault.BadCode,
            "UNIFIED_DEAL_CODE",
            json => json["UNIFIED_DEAL_CODE"] = "B01-12350100MB02709751-20161231-2110182"),
        Of(
            DocumentKind.TenderProject,
            ExchangeFault.BadCode,
            "INVEST_PROJECT_CODE",
            json => json["INVEST_PROJECT_CODE"] = "2020-440402-48-03-01234"),
        Of(DocumentKind.TenderProject, ExchangeFault.BadCode, "REGION_CODE", json => json["REGION_CODE"] = "44040"),
        Of(DocumentKind.TenderProject, ExchangeFault.BadCode, "TENDER_PROJECT_TYPE", json => json["TENDER_PROJECT_TYPE"] = "E"),
        Of(DocumentKind.TenderProject, ExchangeFault.BadCode, "TENDERER_CODE", json => json["TENDERER_CODE"] = "12350100MB0270975I"),
        .. Amounts("-1", "1e3", "0.001", "01", "1.", ".5", "+1", "10000000000000.01", "100000000000000000000000", "", " 1", "１"),
        Of(
            DocumentKind.Section,
            ExchangeFault.BadAmount,
            "CONTRACT_RECKON_PRICE",
            json => json["CONTRACT_RECKON_PRICE"] = JsonNode.Parse("1.005")),
        Of(
            DocumentKind.Section,
            ExchangeFault.BadAmount,
            "CONTRACT_RECKON_PRICE",
            json => json["CONTRACT_RECKON_PRICE"] = JsonNode.Parse("1E2")),
        .. Times(
            "20270105090000",
            "2027-01-05T09:00:00Z",
            "2027-01-05T09:00:00+09:00",
            "2027-01-05 09:00:00+08:00",
            "2027-02-30T09:00:00+08:00",
            "2027-01-05T09:00:00.000+08:00",
            "1970-01-01T08:00:00+08:00",
            "0001-01-01T00:00:00+08:00",
            ""),
        Of(DocumentKind.Section, ExchangeFault.BadCount, "VALID_PERIOD", json => json["VALID_PERIOD"] = 0),
        Of(DocumentKind.Section, ExchangeFault.BadCount, "VALID_PERIOD", json => json["VALID_PERIOD"] = JsonNode.Parse("90.0")),
        Of(
            DocumentKind.Section,
            ExchangeFault.BadCount,
            "VALID_PERIOD",
            json => json["VALID_PERIOD"] = JsonNode.Parse("99999999999999999999")),
        Of(DocumentKind.Section, ExchangeFault.UnknownValue, "TENDER_STAGE", json => json["TENDER_STAGE"] = "Single"),
        Of(DocumentKind.Notice, ExchangeFault.UnknownValue, "NOTICE_TYPE", json => json["NOTICE_TYPE"] = "UNSPECIFIED"),
        Of(DocumentKind.Guarantee, ExchangeFault.UnknownValue, "GUARANTEE_TYPE", json => json["GUARANTEE_TYPE"] = "3"),
        Of(DocumentKind.Guarantee, ExchangeFault.MissingElement, "GUARANTEE_TYPE", json => json.Remove("GUARANTEE_TYPE")),
        Of(DocumentKind.Guarantee, ExchangeFault.NotExpected, "ENSURE_IS_ENCRYP", json => json["ENSURE_IS_ENCRYP"] = "1"),
        Of(DocumentKind.Guarantee, ExchangeFault.NotExpected, "CIPHERTEXT", json => json["CIPHERTEXT"] = "1"),
        Of(DocumentKind.Guarantee, ExchangeFault.UnknownValue, "CIPHERTEXT", json => json["CIPHERTEXT"] = "2"),
        Of(DocumentKind.Guarantee, ExchangeFault.UnknownValue, "ORDER.BUSINESS_TYPE", json => json["ORDER"]!["BUSINESS_TYPE"] = "1"),
        .. new[] { "11", "00", "-1", "" }.Select(number => Of(
            DocumentKind.Guarantee,
            ExchangeFault.UnknownValue,
            "ATTACHMENTS[0].ATTACHMENT_TYPE",
            json => json["ATTACHMENTS"] = Attachments(number))),
        Of(
            DocumentKind.Guarantee,
            ExchangeFault.NotExpected,
            "GUARANTEE_INFO.GUARANTEE_DIGEST",
            json => (json["GUARANTEE_INFO"]!["GUARANTEE_DIGEST_SHA"], json["GUARANTEE_INFO"]!["GUARANTEE_DIGEST_SM"]) =
                (new string('1', 64), new string('2', 64))),
        Of(
            DocumentKind.Guarantee,
            ExchangeFault.NotExpected,
            "ORDER.OLD_GUARANTEE_NO",
            json => (json["ORDER"]!["DELAY_FLAG"], json["ORDER"]!["OLD_GUARANTEE_NO"]) = (false, "BH-0")),
        Of(
            DocumentKind.Guarantee,
            ExchangeFault.NotExpected,
            "BENEFICIARY_INFO.JOINT_BENEFICIARIES",
            json => json["BENEFICIARY_INFO"]!["JOINT_BENEFICIARIES"] =
                new JsonArray(new JsonObject { ["BENEFICIARY_CREDIT_CODE"] = Samples.Tenderer })),
        Of(
            DocumentKind.Guarantee,
            ExchangeFault.NotExpected,
            "SURRENDER",
            json => json["SURRENDER"] = new JsonObject { ["SURRENDER_INITIATOR"] = "CENTRE", ["SURRENDER_REASON"] = "NO_BID" }),
        new(
            ExchangeFault.SecretBeforeOpening,
            "ATTACHMENTS",
            () => Encoding.UTF8.GetBytes(Sealed.Insert(1, $"\"ATTACHMENTS\":{Attachments("0").ToJsonString()},"))),
        Of(DocumentKind.Section, ExchangeFault.BadHex, "NOTICE_DIGEST", json => json["NOTICE_DIGEST"] = new string('a', 63)),
        Of(DocumentKind.Section, ExchangeFault.NotOnCurve, "OPENING_KEY", json => json["OPENING_KEY"] = "04" + new string('1', 128)),
        Of(
            DocumentKind.Section,
            ExchangeFault.NotOnCurve,
            "OPENING_KEY",
            json => json["OPENING_KEY"] = "05" + ((string)json["OPENING_KEY"]!)[2..]),
        Of(DocumentKind.Section, ExchangeFault.BadAmount, "CONTRACT_RECKON_PRICE", json => json["CONTRACT_RECKON_PRICE"] = "20000.000001"),
        Of(DocumentKind.Section, ExchangeFault.BadAmount, "CONTRACT_RECKON_PRICE", json => json["CONTRACT_RECKON_PRICE"] = "20000.0000000"),
        Of(DocumentKind.Section, ExchangeFault.BadHex, "OPENING_KEY", json => json["OPENING_KEY"] = new string('A', 130)),
        Of(
            DocumentKind.Section,
            ExchangeFault.BadLength,
            "MARGIN_TERMS.GUARANTEE_FORMS",
            json => json["MARGIN_TERMS"]!["GUARANTEE_FORMS"] = new JsonArray()),
        Of(
            DocumentKind.Section,
            ExchangeFault.BadLength,
            "MARGIN_TERMS.DESIGNATED_GUARANTORS",
            json => json["MARGIN_TERMS"]!["DESIGNATED_GUARANTORS"] = Repeated(Samples.Bidder, 17)),
        Of(
            DocumentKind.Section,
            ExchangeFault.BadOrder,
            "MARGIN_TERMS.GUARANTEE_FORMS",
            json => json["MARGIN_TERMS"]!["GUARANTEE_FORMS"] = new JsonArray("SURETY", "BANK")),
        Of(
            DocumentKind.Guarantee,
            ExchangeFault.BadOrder,
            "BIDDER.UNION_ORGAN_SET_CODE",
            json => json["BIDDER"]!["UNION_ORGAN_SET_CODE"] = Repeated(Samples.Bidder, 2)),
        Of(
            DocumentKind.TenderProject,
            ExchangeFault.CodeMismatch,
            "TENDER_PROJECT_CODE",
            json => json["PROJECT_CODE"] = "E4404000001001044"),
        Of(
            DocumentKind.Section,
            ExchangeFault.CodeMismatch,
            "BID_SECTION_CODE",
            json => json["TENDER_PROJECT_CODE"] = "E4404000001001043002"),
        Of(
            DocumentKind.Guarantee,
            ExchangeFault.CodeMismatch,
            "ORDER.BID_SECTION_CODE",
            json => json["ORDER"]!["TENDER_PROJECT_CODE"] = "E4404000001001043002"),
        Of(
            DocumentKind.DecryptionNotice,
            ExchangeFault.CodeMismatch,
            "GUARANTEE_LIST[0].BID_SECTION_CODE",
            json => json["GUARANTEE_LIST"]![0]!["TENDER_PROJECT_CODE"] = "E4404000001001043002"),
        Of(
            DocumentKind.Guarantee,
            ExchangeFault.PersonalData,
            "BIDDER.LEGAL_PERSON_IDCARD",
            json => json["BIDDER"]!["LEGAL_PERSON_IDCARD"] = "440401199001011234"),
        Of(
            DocumentKind.Guarantee,
            ExchangeFault.PersonalData,
            "BIDDER.principal_phone",
            json => json["BIDDER"]!["principal_phone"] = "13800000000"),
        new(ExchangeFault.SecretBeforeOpening, "ORDER", () => Encoding.UTF8.GetBytes(Sealed.Insert(1, $$"""
            "ORDER":{"TENDER_PROJECT_CODE":"{{Samples.TenderProject}}","BID_SECTION_CODE":"{{Samples.SectionCode}}"},
            """))),
        new(
            ExchangeFault.SecretBeforeOpening,
            "GUARANTOR.GUARANTOR_FORM",
            () =>
                Encoding.UTF8.GetBytes(
                    Sealed.Replace(
                        "\"GUARANTOR_CREDIT_CODE\"", "\"GUARANTOR_FORM\":\"BANK\",\"GUARANTOR_CREDIT_CODE\"", StringComparison.Ordinal))),
        new(
            ExchangeFault.SecretBeforeOpening,
            "AMENDED_GUARANTEE_ID",
            () => Encoding.UTF8.GetBytes(Sealed.Insert(1, "\"AMENDED_GUARANTEE_ID\":\"08080808080808080808080808080808\","))),
        Of(
            DocumentKind.Guarantee,
            ExchangeFault.SecretBeforeOpening,
            "GUARANTEE_INFO",
            json => (json["GUARANTEE_TYPE"], json["GUARANTEE_STATUS"]) = ("1", "ISSUED_SEALED")),
        Of(DocumentKind.Guarantee, ExchangeFault.NotExpected, "GUARANTEE_TYPE", json => json["GUARANTEE_TYPE"] = "1"),
        Of(DocumentKind.Guarantee, ExchangeFault.NotExpected, "GUARANTEE_TYPE", json => json["GUARANTEE_STATUS"] = "ISSUED_SEALED"),
        Of(DocumentKind.Guarantee, ExchangeFault.MissingElement, "BENEFICIARY_INFO", json => json.Remove("BENEFICIARY_INFO")),
        Of(
            DocumentKind.Guarantee,
            ExchangeFault.MissingElement,
            "GUARANTOR.GUARANTOR_FORM",
            json => json["GUARANTOR"]!.AsObject().Remove("GUARANTOR_FORM")),
        Of(
            DocumentKind.Guarantee,
            ExchangeFault.MissingElement,
            "CLAIM_REPLY.PAID_AMOUNT",
            json => json["CLAIM_REPLY"]!["REPLY_STATUS"] = "PAID"),
        Of(DocumentKind.ClaimReply, ExchangeFault.NotExpected, "DISCREPANCIES", json => json["DISCREPANCIES"] = new JsonArray("签章不符")),
        Of(DocumentKind.ClaimReply, ExchangeFault.MissingElement, "DISCREPANCIES", json => json["REPLY_STATUS"] = "REFUSED"),
        Of(
            DocumentKind.TenderProject,
            ExchangeFault.NeedsRegistryConfirmation,
            "TENDERER_CODE",
            json => json["TENDERER_CODE"] = "91350100M0001TGQXM"),
    ];

    private static JsonArray Attachments(string type) => new(new JsonObject
    {
        ["ATTACHMENT_TYPE"] = type,
        ["ATTACHMENT_NAME"] = "a.pdf",
        ["FILE_DIGEST_SHA"] = new string('1', 64),
        ["FILE_DIGEST_SM"] = new string('2', 64),
    });

    private static FaultRow Of(DocumentKind kind, ExchangeFault fault, string element, Action<JsonObject> spoil) =>
        new(fault, element, () =>
    {
        var json = JsonNode.Parse(ExchangeWriter.Write(Samples.All[kind]))!.AsObject();
        spoil(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    });

    private static IEnumerable<FaultRow> Amounts(params string[] texts) => texts.Select(text =>
        Of(
            DocumentKind.Section,
            ExchangeFault.BadAmount,
            "MARGIN_TERMS.MARGIN_AMOUNT",
            json => json["MARGIN_TERMS"]!["MARGIN_AMOUNT"] = text));

    private static IEnumerable<FaultRow> Times(params string[] texts) =>
        texts.Select(text => Of(DocumentKind.Section, ExchangeFault.BadTime, "BID_OPEN_TIME", json => json["BID_OPEN_TIME"] = text));

    private static JsonArray Repeated(string value, int count) => new([.. Enumerable.Repeat(value, count).Select(one => (JsonNode)one)]);

    private static void Many(JsonObject json)
    {
        for (var i = 0; i <= ExchangeLimits.FaultsMax; i++)
        {
            json[$"X{i}"] = i;
        }
    }
}
