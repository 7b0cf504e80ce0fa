using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api.Tests;

/// <summary>What docs/spec/grpc-api.md tells programmers is what the node does.</summary>
public sealed partial class GrpcApiDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.PathOf("docs/spec/grpc-api.md"));

    [Fact]
    public void Every_method_has_a_row_of_its_kind()
    {
        var documented = Lines.Select(line => Method().Match(line)).Where(match => match.Success)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value.Contains("stream", StringComparison.Ordinal)));
        Assert.Equal(LedgerNode.Descriptor.Methods.Select(method => (method.Name, method.IsServerStreaming)).Order(), documented.Order());
    }

    [Fact]
    public void Every_kind_of_refusal_has_the_status_that_is_said()
    {
        var documented = Lines.SkipWhile(line => line != "| kind | status |").Skip(2).TakeWhile(line => line.Length > 0)
            .Select(line => line.Trim('|').Split('|')).ToDictionary(cells => cells[0].Trim(), cells => cells[1].Trim());
        Assert.Equal(Enum.GetNames<RefusalKind>().Order(StringComparer.Ordinal), documented.Keys.Order(StringComparer.Ordinal));
        Assert.All(RefusalCatalog.All, text =>
        {
            var status = RefusalStatus.ToException(new Refused(text.Code, "detail")).StatusCode;
            Assert.Equal(documented[text.Kind.ToString()], CapitalStart().Replace(status.ToString(), "_").ToUpperInvariant());
        });
    }

    [Fact]
    public void The_limits_are_the_options()
    {
        var options = new ApiOptions();
        var documented = string.Join('\n', Lines.SkipWhile(line => line != "| what | most |"));
        Assert.All(
            [
                $"a request | {options.RequestBytesMax / 1024} KiB",
                $"an answer | {options.ResponseBytesMax / 1024 / 1024} MiB",
                string.Create(CultureInfo.InvariantCulture, $"keys in a page of the state | {options.PageMax:N0}"),
                $"events in a page | {options.EventsMax}, or {options.EventPageBytesMax / 1024 / 1024} MiB",
                $"in one answer | {options.HeadersMax} |",
            ],
            row => Assert.Contains(row, documented, StringComparison.Ordinal));
        var lookedAt = string.Create(CultureInfo.InvariantCulture, $"{options.EventsLookedAtMax:N0} events");
        Assert.Contains(lookedAt, string.Join('\n', Lines), StringComparison.Ordinal);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"({options.HeartbeatMsMin:N0} to {options.HeartbeatMsMax:N0};"),
            string.Join('\n', Lines), StringComparison.Ordinal);
        Assert.Equal((60.0, 60.0), (options.WaitMax.TotalSeconds, options.StreamIdleMax.TotalSeconds));
    }

    [GeneratedRegex(@"^\| `LedgerNode\.(\w+)` \| ([^|]*) \|")]
    private static partial Regex Method();

    [GeneratedRegex("(?<!^)(?=[A-Z])")]
    private static partial Regex CapitalStart();
}
