using System.Globalization;
using System.Text;
using Google.Protobuf;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Rehearsal.Demo;

/// <summary>
/// Makes what a first walk needs: a tenderer and a bidder with certificates of the rehearsal's authority, and small files.
/// </summary>
internal static class DemoFolder
{
    private const string PhonePin = "628153";

    /// <summary>Writes the folder, which must be new.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="seed">The rehearsal.</param>
    /// <param name="genesis">Where its genesis file lies.</param>
    /// <param name="node">The node to ask.</param>
    /// <param name="client">The client's program.</param>
    /// <param name="now">The chain's time: every walk has codes of its own.</param>
    /// <param name="openingTime">When the section opens, UTC milliseconds.</param>
    internal static DemoSection Write(
        string folder, ConsortiumSeed seed, string genesis, Uri node, string client, long now, long openingTime)
    {
        var number = (now / 1000 % 100_000_000).ToString("D8", CultureInfo.InvariantCulture);
        var tenderer = seed.Authorities[1].Certify(CodeOf("1" + number), "产权转让演示招标人");
        var bidder = seed.Authorities[1].Certify(CodeOf("2" + number), "珠海演示建设有限公司");
        Directory.CreateDirectory(folder);
        KeyFile.Create(Path.Combine(folder, "bidder.key"), bidder.KeyPair, ConsortiumFiles.TestPin, KeyFileCost.OfKnownKeys);
        File.WriteAllBytes(Path.Combine(folder, "bidder.crt"), bidder.Certificate.Der.ToArray());
        var enrol = new TxBody { Calls = { tenderer.EnrolmentCalls(seed.Genesis), bidder.EnrolmentCalls(seed.Genesis) } };
        Text("enrol.json", JsonFormatter.Default.Format(enrol));
        Text("account.json", """{"name": "演示银行", "number": "1", "bank": "总行"}""");
        Text("applicant.json", $$"""
            {
              "uscc": "{{bidder.Uscc}}", "name": "{{bidder.Name}}",
              "basicAccount": { "name": "{{bidder.Name}}", "number": "6222000012345678", "bank": "珠海银行" }
            }
            """);
        Text("tender.txt", "产权转让演示项目招标文件\n");
        Text("pin", ConsortiumFiles.TestPin + "\n");
        Text("phone.pin", PhonePin + "\n");
        Text("settings", Settings(folder, genesis, node, client));
        return new DemoSection
        {
            Code = $"C440400{number}01001001",
            Centre = seed.Zhuhai.Uscc,
            Tenderer = tenderer.Uscc,
            Bank = seed.Guarantors[0].Participant.Uscc,
            Bidders = [bidder.Uscc, CodeOf("3" + number), CodeOf("4" + number)],
            OpeningTime = openingTime / 1000 * 1000,
        };

        void Text(string name, string content) =>
            File.WriteAllText(Path.Combine(folder, name), content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private static string Settings(string folder, string genesis, Uri node, string client) => $$"""
        # For a POSIX shell: . {{folder}}/settings
        # Every key of this rehearsal opens with the PIN "{{ConsortiumFiles.TestPin}}", the phone with "{{PhonePin}}".
        # They protect nothing: the keys are as public as the seed.
        export LEDGER_GENESIS='{{genesis}}' LEDGER_NODE='{{node}}' LEDGER_MAX_HEAD_AGE=off LEDGER_PIN_FILE='{{folder}}/pin'
        export LEDGER_PHONE='{{folder}}/phone' LEDGER_PHONE_PIN_FILE='{{folder}}/phone.pin'
        export LEDGER_ORDERS='{{folder}}/orders' LEDGER_DESK='{{folder}}/desk' LEDGER_OPENING_KEYS='{{folder}}/opening-keys'
        ledger() { dotnet '{{client}}' "$@"; }

        """;

    /// <summary>A unified social credit code with its check character.</summary>
    private static string CodeOf(string organization)
    {
        var body = $"91440400{organization}";
        return "0123456789ABCDEFGHJKLMNPQRTUWXY".Select(check => body + check).First(UnifiedSocialCreditCode.HasValidCheck);
    }
}
