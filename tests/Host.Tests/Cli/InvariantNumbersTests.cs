using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Host.Cli;
using Palveluohjaus.Host.Cli.Models;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Cli;

/// <summary>Numbers on the command line mean the same on a Finnish machine as on any other. The tests themselves run in Finnish.</summary>
[TestClass]
public sealed class InvariantNumbersTests
{
    private static readonly ModelSchema Schema = new() { Columns = [ModelColumn.Number("amount")], Segments = ["no", "yes"] };

    [TestMethod]
    public void Every_fraction_of_every_command_is_read_with_a_point_and_refused_with_a_comma()
    {
        Assert.AreEqual(",", CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator, "Premise: the machine is Finnish.");
        var commands = ModelCommand.Create().Subcommands.Append(DemoCommand.Create()).ToList();
        var fractions = commands.SelectMany(command => command.Options.OfType<Option<double>>().Select(option => (command, option))).ToList();
        Assert.IsGreaterThan(20, fractions.Count);

        foreach (var (command, option) in fractions)
        {
            Assert.AreEqual(0.25, Value(command, option, "0.25"), option.Name);
            Assert.AreEqual(1e-3, Value(command, option, "1e-3"), option.Name);
            Assert.AreEqual(-1.5, Value(command, option, "-1.5"), option.Name);
            Assert.AreEqual($"{option.Name} 0,5: write 0.5, with a decimal point.", Error(command, option, "0,5"));
            foreach (var refused in new[] { "1.000,5", "NaN", "Infinity", "1e999", "half" })
                Assert.AreEqual($"{option.Name} {refused}: write a number, such as 0.5.", Error(command, option, refused));
        }
    }

    [TestMethod]
    [DataRow("5", 5)]
    [DataRow("-5", -5)]
    [DataRow("5.0", null)]
    [DataRow("5,0", null)]
    [DataRow("1 000", null)]
    [DataRow("99999999999", null)]
    public void Whole_numbers_are_read_in_one_way_too(string text, int? expected)
    {
        foreach (var name in new[] { "--rounds", "--threads", "--resamples" })
        {
            var command = TrainCommand.Create();
            var option = command.Options.Single(each => each.Name == name);

            if (expected is null)
                Assert.AreEqual($"{name} {text}: write a whole number, such as 5.", Error(command, option, text));
            else
                Assert.AreEqual(expected, option is Option<int> always ? Value(command, always, text) : Value(command, (Option<int?>)option, text));
        }
    }

    [TestMethod]
    public void Weight_of_a_segment_is_read_with_a_point_and_refused_with_a_comma()
    {
        var (_, settings) = TrainerOptions.Read(Parse("yes=2.5"), Schema);
        var refused = Assert.ThrowsExactly<CommandRefused>(() => TrainerOptions.Read(Parse("yes=2,5"), Schema));

        Assert.AreEqual("yes=2.5", settings["segment-weight"]);
        Assert.AreEqual("--segment-weight yes=2,5: write 2.5, with a decimal point.", refused.Message);

        static ParseResult Parse(string weight) => TrainCommand.Create().Parse(["--segment-weight", weight]);
    }

    [TestMethod]
    [TestCategory("process")]
    public async Task Finnish_machine_trains_with_a_decimal_point_and_says_what_to_write_for_a_comma()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Of("rows.csv"), "amount,label\n1,yes\n");

        var pointed = await HostProcess.RunInLocaleAsync("fi_FI.UTF-8", Train("0.05"));
        var comma = await HostProcess.RunInLocaleAsync("fi_FI.UTF-8", Train("0,05"));

        Assert.DoesNotContain("--learning-rate", pointed.Errors, "It is the file that is refused.");
        Assert.Contains("rows.csv", pointed.Errors, pointed.ToString());
        Assert.Contains("--learning-rate 0,05: write 0.05, with a decimal point.", comma.Errors, comma.ToString());

        string[] Train(string rate) => ["model", "train", "--csv", folder.Of("rows.csv"), "--label", "label", "--models", folder.Of("models"), "--learning-rate", rate];
    }

    private static T? Value<T>(Command command, Option<T> option, string text) => command.Parse([option.Name, text]).GetValue(option);

    private static string Error(Command command, Option option, string text) =>
        command.Parse([option.Name, text]).Errors.Single(error => error.Message.StartsWith(option.Name, StringComparison.Ordinal)).Message;
}
