using Ledger.Cli.Reading;

namespace Ledger.Cli.Tests.Reading;

/// <summary>Times as people write them: Beijing time, year first, and never a guess.</summary>
public sealed class TimeReaderTests
{
    [Theory]
    [InlineData("2019-12-30 09:00")]
    [InlineData("2019-12-30T09:00:00")]
    [InlineData("2019-12-30 9:00")]
    [InlineData("2019/12/30 9:00")]
    [InlineData("2019.12.30 9:00:00.000")]
    [InlineData("2019年12月30日9时")]
    [InlineData("2019年12月30日 9点整")]
    [InlineData("2019年12月30日 上午9:00")]
    [InlineData("2019年12月30日09时00分00秒")]
    [InlineData("２０１９－１２－３０　０９：００")]
    [InlineData(" 2019-12-30 09:00\r\n")]
    [InlineData("12/30/2019 9:00")]
    [InlineData("30/12/2019 9:00 AM")]
    [InlineData("20191230090000")]
    [InlineData("2019-12-30T01:00:00Z")]
    [InlineData("2019-12-30T01:00:00.0000000Z")]
    [InlineData("2019-12-30 09:00 +08:00")]
    [InlineData("2019-12-30 09:00北京时间")]
    [InlineData("2019-12-29T20:00:00-05:00")]
    public void A_time_with_one_reading_is_taken_as_Beijing_time_where_no_offset_stands(string text) =>
        Assert.Equal("2019-12-30 09:00 +08:00", Moments.Show(TimeReader.Read(text, "--opening-time")));

    [Theory]
    [InlineData("2019-12-31 24:00", "2020-01-01 00:00 +08:00")]
    [InlineData("2019年12月30日下午3时30分", "2019-12-30 15:30 +08:00")]
    [InlineData("2019-12-30 3:30 PM", "2019-12-30 15:30 +08:00")]
    [InlineData("2020-02-29 00:00", "2020-02-29 00:00 +08:00")]
    [InlineData("05/05/2020 08:00", "2020-05-05 08:00 +08:00")]
    public void The_clock_of_24_hours_goes_to_the_end_of_the_day(string text, string shown) =>
        Assert.Equal(shown, Moments.Show(TimeReader.Read(text, "--opening-time")));

    [Theory]
    [InlineData("01/02/2020 9:00", "2020-01-02 and 2020-02-01")]
    [InlineData("1.2.2020 9:00", "2020-01-02 and 2020-02-01")]
    [InlineData("2019-12-30", "2019-12-30 00:00 and ends at 2019-12-31 00:00")]
    [InlineData("2019年12月30日", "2019-12-30 00:00 and ends at 2019-12-31 00:00")]
    [InlineData("20191230", "2019-12-30 00:00 and ends at 2019-12-31 00:00")]
    [InlineData("19-12-30 09:00", "year of two digits")]
    [InlineData("12/30/19 09:00", "year of two digits")]
    [InlineData("2019-12-30 12:00 AM", "00:00 or 12:00")]
    [InlineData("2019-12-30 上午12:00", "00:00 or 12:00")]
    public void What_has_two_readings_is_refused_with_both(string text, string both) =>
        Assert.Contains(both, Assert.Throws<CliException>(() => TimeReader.Read(text, "--opening-time")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("09:00")]
    [InlineData("1575129891096")]
    [InlineData("2019-02-30 09:00")]
    [InlineData("2019-13-01 09:00")]
    [InlineData("2019-12-00 09:00")]
    [InlineData("2019-12-30 25:00")]
    [InlineData("2019-12-30 24:01")]
    [InlineData("2019-12-30 09:60")]
    [InlineData("2019-12-30 09:00:60")]
    [InlineData("2019-12-30 9")]
    [InlineData("2019-12/30 09:00")]
    [InlineData("2019-12-30 09:00 CST")]
    [InlineData("2019-12-30 09:00 +15:00")]
    [InlineData("2019-12-30 09:00 +08")]
    [InlineData("20191230090000 10:00")]
    [InlineData("1969-12-30 09:00")]
    [InlineData("9999-12-30 09:00")]
    [InlineData("2019-12-30 09:00 和 10:00")]
    public void What_is_no_time_is_refused_by_the_option_s_name(string text) => Assert.StartsWith(
        $"--opening-time {text} ",
        Assert.Throws<CliException>(() => TimeReader.Read(text, "--opening-time")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(21, "in 21 days", "21 天后")]
    [InlineData(1, "in 1 day", "1 天后")]
    [InlineData(0, "the same day", "当天")]
    [InlineData(-1, "1 day ago", "1 天前")]
    [InlineData(-9, "9 days ago", "9 天前")]
    public void A_time_is_said_back_with_its_weekday_and_how_far_it_is(int days, string english, string chinese)
    {
        var time = TimeReader.Read("2019-12-30 09:00", "--opening-time");
        var now = time - (days * 86_400_000L);
        Assert.Equal($"2019-12-30 09:00 +08:00, Monday, {english}", Moments.InFull(time, now, chinese: false));
        Assert.Equal($"2019-12-30 09:00 +08:00，星期一，{chinese}", Moments.InFull(time, now, chinese: true));
    }
}
