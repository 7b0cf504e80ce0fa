using Ledger.Exchange;

namespace Ledger.Fuzz.Targets;

/// <summary>Documents of the exchange.</summary>
internal static class ExchangeTargets
{
    private const string Sealed =
        """{"DOCUMENT_TYPE":"GUARANTEE","DOCUMENT_VERSION":1,"GUARANTEE_ID":"07070707070707070707070707070707","GUARANTEE_TYPE":"1","GUARANTEE_STATUS":"ISSUED_SEALED","LETTER_TIME":"2027-01-04T09:00:00+08:00","COMMITMENT":"0808080808080808080808080808080808080808080808080808080808080808","GUARANTOR":{"GUARANTOR_CREDIT_CODE":"91350100M000100Y43"}}""";
    private const string Section =
        """{"DOCUMENT_TYPE":"SECTION","DOCUMENT_VERSION":1,"TENDER_PROJECT_CODE":"E4404000001001043001","BID_SECTION_CODE":"E4404000001001043001001","BID_SECTION_NAME":"一标段","CONTRACT_RECKON_PRICE":40000000.01,"BID_OPEN_TIME":"2027-01-05T09:00:00.001+08:00","VALID_PERIOD":90,"TENDER_STAGE":"SINGLE","MARGIN_TERMS":{"MARGIN_AMOUNT":"800000","MARGIN_CASH":true,"GUARANTEE_FORMS":["BANK","SURETY"]},"OPENING_KEY":"KEY","NOTICE_DIGEST":"DIGEST"}""";
    private const string Reply =
        """{"DOCUMENT_TYPE":"CLAIM_REPLY","DOCUMENT_VERSION":1,"GUARANTEE_ID":"07070707070707070707070707070707","REPLY_STATUS":"REFUSED","DISCREPANCIES":["签章\u4e0d符","\"\\"]}""";

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        byte[][] corpus =
        [
            .. new[]
            {
                Sealed,
                Reply,
                Section.Replace("KEY", new string('4', 130), StringComparison.Ordinal)
                    .Replace("DIGEST", new string('a', 64), StringComparison.Ordinal),
            }.Select(System.Text.Encoding.UTF8.GetBytes),
        ];
        yield return new FuzzTarget("exchange document", corpus, Read);
    }

    private static string Read(byte[] input)
    {
        var reading = ExchangeReader.Read(input);
        Require(
            reading.IsValid == reading.Findings.All(one => one.IsWarning), "A document was taken with a fault, or refused without one.");
        Require(reading.Findings.Count <= ExchangeLimits.FaultsMax + ExchangeLimits.WarningsMax + 1, "More findings than the limit.");
        Require(reading.Findings.All(one => ExchangeFaultTexts.Of(one.Fault).Chinese.Length > 0), "A fault has no words.");
        if (reading.Document is not { } document)
        {
            return reading.Findings[0].Fault.ToString();
        }

        // What is taken has one text, and that is taken too.
        var written = ExchangeWriter.Write(document);
        Require(ExchangeWriter.Write(ExchangeReader.Read(written).Document!).AsSpan().SequenceEqual(written), "A document has two texts.");
        ExchangeCalls.Find(document, out _);
        return "taken";
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
