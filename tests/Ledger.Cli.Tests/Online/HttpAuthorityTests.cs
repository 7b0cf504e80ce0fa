using System.Net;
using System.Net.Sockets;
using Ledger.OnlineChecks;

namespace Ledger.Cli.Tests.Online;

/// <summary>What a service and the network may do: each has its own fault, within limits, and nothing throws.</summary>
public sealed class HttpAuthorityTests : IAsyncLifetime
{
    private static readonly byte[] Question = [1, 2, 3];
    private readonly ShiftedClock _clock = new();
    private FakeAuthority _fake = null!;

    public async Task InitializeAsync() => _fake = await FakeAuthority.StartAsync();

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Fact]
    public async Task A_question_that_failed_is_asked_again_with_the_same_bytes()
    {
        _fake.Answer = (_, context) => _fake.Questions.Count < 3
            ? FakeAuthority.StatusAsync(context, _fake.Questions.Count == 1 ? 503 : 429)
            : FakeAuthority.SendAsync(context, [7, 8]);
        var reply = await AskAsync(Options());
        Assert.Equal((OnlineFault.None, "0708"), (reply.Fault, Convert.ToHexString(reply.Answer.Span)));
        Assert.Equal(["010203", "010203", "010203"], _fake.Questions.Select(Convert.ToHexString));
    }

    [Theory]
    [InlineData(500, OnlineFault.BadStatus, 3)]
    [InlineData(503, OnlineFault.BadStatus, 3)]
    [InlineData(408, OnlineFault.BadStatus, 3)]
    [InlineData(400, OnlineFault.BadStatus, 1)]
    [InlineData(404, OnlineFault.BadStatus, 1)]
    [InlineData(204, OnlineFault.BadStatus, 1)]
    [InlineData(302, OnlineFault.BadStatus, 1)] // where to is not the service's to say
    [InlineData(307, OnlineFault.BadStatus, 1)]
    public async Task A_status_that_is_no_answer_is_a_fault_and_only_what_passes_is_tried_again(int status, OnlineFault fault, int asked)
    {
        _fake.Answer = (_, context) =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return FakeAuthority.StatusAsync(context, status);
        };
        var reply = await AskAsync(Options());
        Assert.Equal((fault, asked), (reply.Fault, _fake.Questions.Count));
        Assert.Contains(status.ToString(System.Globalization.CultureInfo.InvariantCulture), reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_silent_times_out_as_often_as_it_is_tried()
    {
        var reply = await AskAsync(Options() with { TimeoutMs = 50, Attempts = 2 });
        Assert.Equal((OnlineFault.TimedOut, 2), (reply.Fault, _fake.Questions.Count));
    }

    [Fact]
    public async Task A_service_that_begins_an_answer_and_stops_times_out_too()
    {
        _fake.Answer = async (_, context) =>
        {
            await FakeAuthority.SendAsync(context, [1]);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        Assert.Equal(OnlineFault.TimedOut, (await AskAsync(Options() with { TimeoutMs = 50, Attempts = 1 })).Fault);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_no_short_answer()
    {
        _fake.Answer = async (_, context) =>
        {
            await FakeAuthority.SendAsync(context, [1]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        Assert.Equal(OnlineFault.Unreachable, (await AskAsync(Options())).Fault);
    }

    [Fact]
    public async Task Nobody_there_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Assert.Equal(
            OnlineFault.Unreachable, (await AskAsync(Options() with { Address = new Uri($"http://127.0.0.1:{port}/") })).Fault);
    }

    [Theory]
    [InlineData(HttpAuthority.AnswerBytesMax, OnlineFault.None)]
    [InlineData(HttpAuthority.AnswerBytesMax + 1, OnlineFault.TooLarge)]
    [InlineData(int.MaxValue, OnlineFault.TooLarge)] // it never ends
    public async Task An_answer_has_a_length_at_most(int bytes, OnlineFault fault)
    {
        _fake.Answer = async (_, context) =>
        {
            var piece = new byte[Math.Min(bytes, HttpAuthority.AnswerBytesMax + 1)];
            for (long sent = 0; sent < bytes && !context.RequestAborted.IsCancellationRequested; sent += piece.Length)
            {
                await FakeAuthority.SendAsync(context, piece);
            }
        };
        var reply = await AskAsync(Options());
        Assert.Equal((fault, fault == OnlineFault.None ? bytes : 0, 1), (reply.Fault, reply.Answer.Length, _fake.Questions.Count));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task Another_media_type_is_no_answer(string? type)
    {
        _fake.Answer = (_, context) =>
        {
            context.Response.ContentType = type;
            return context.Response.Body.WriteAsync(Question).AsTask();
        };
        Assert.Equal(OnlineFault.WrongMediaType, (await AskAsync(Options())).Fault);
    }

    [Fact]
    public async Task A_service_that_goes_on_failing_is_left_alone_for_a_while()
    {
        _fake.Answer = (_, context) => FakeAuthority.StatusAsync(context, 500);
        var options = Options() with { Attempts = 1, FailuresMax = 2, BreakMs = 30_000 };
        using var authority = new HttpAuthority(options, _clock);
        Assert.Equal(OnlineFault.BadStatus, (await AskAsync(authority)).Fault);
        Assert.Equal(OnlineFault.BadStatus, (await AskAsync(authority)).Fault);
        Assert.Equal(OnlineFault.NotAsked, (await AskAsync(authority)).Fault);
        Assert.Equal(2, _fake.Questions.Count);

        _clock.Shift = TimeSpan.FromMilliseconds(options.BreakMs);
        _fake.Answer = (_, context) => FakeAuthority.SendAsync(context, Question);
        Assert.Equal(OnlineFault.None, (await AskAsync(authority)).Fault);
    }

    [Theory]
    [InlineData("http://example.com/check")]
    [InlineData("https://user@example.com/check")]
    [InlineData("ftp://127.0.0.1/check")]
    [InlineData("https://example.com/#check")]
    public void An_address_in_clear_or_with_more_than_a_place_is_not_asked(string address) => Assert.Throws<ArgumentException>(
        () => new HttpAuthority(Options() with { Address = new Uri(address) }, _clock));

    [Fact]
    public void Every_fault_has_its_words_in_both_languages()
    {
        var words = Enum.GetValues<OnlineFault>().Where(fault => fault != OnlineFault.None).Select(OnlineFaultWords.Of).ToList();
        Assert.Equal(words.Count, words.Select(one => one.English).Distinct().Count());
        Assert.Equal(words.Count, words.Select(one => one.Chinese).Distinct().Count());
        Assert.All(words, one => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", one.Chinese));
    }

    private HttpAuthorityOptions Options() => new() { Address = _fake.Address, PauseMs = 0, TimeoutMs = 30_000 };

    private async Task<OnlineReply> AskAsync(HttpAuthorityOptions options)
    {
        using var authority = new HttpAuthority(options, _clock);
        return await AskAsync(authority);
    }

    private static Task<OnlineReply> AskAsync(HttpAuthority authority) => authority.AskAsync(Question, CancellationToken.None);

    private sealed class ShiftedClock : TimeProvider
    {
        internal TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
