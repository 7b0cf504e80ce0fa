using System.Text.Json.Nodes;
using Ledger.Client;
using Ledger.Protocol;

namespace Ledger.Cli.Output;

/// <summary>Shows why a command ended badly.</summary>
internal static class ErrorReport
{
    internal static void Write(TextWriter error, Exception exception, int exitCode, bool json, bool chinese)
    {
        var message = exitCode == ExitCode.Internal ? exception.ToString() : exception.Message;
        if (!json)
        {
            error.WriteLine(exitCode == ExitCode.Interrupted ? "Interrupted." : message);
            if (chinese && exception is RefusedException { Code: var code } && RefusalCatalog.Find(code) is { } text)
            {
                error.WriteLine($"拒绝（{text.Name}，{(uint)code}）。规则：{text.Chinese.Rule}怎么办：{text.Chinese.Remedy}");
            }

            return;
        }

        var document = new JsonObject { ["exit_code"] = exitCode, ["message"] = message };
        if (exception is RefusedException refused)
        {
            document["code"] = refused.Refusal.Code;
            document["name"] = refused.Refusal.Name;
            document["rule"] = refused.Refusal.Rule;
            document["remedy"] = refused.Refusal.Remedy;
            var known = RefusalCatalog.Find(refused.Code);
            document[Documents.RuleInChinese] = known?.Chinese.Rule;
            document[Documents.RemedyInChinese] = known?.Chinese.Remedy;
            document["transient"] = refused.IsTransient;
        }

        if (exception is VerificationException unverified)
        {
            document["failure"] = unverified.Failure.ToString();
        }

        error.WriteLine(new JsonObject { ["error"] = document }.ToJsonString(Report.Line));
    }
}
