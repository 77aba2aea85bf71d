using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests.Cli;

/// <summary>Models of any file: what is read rightly, what is refused and where, and scoring from file to file.</summary>
[TestClass]
[TestCategory("process")]
public sealed class ModelOfFileTests
{
    private const string Heading = "amount,colour,count,label";
    private static readonly TemporaryFolder Folder = new();
    private static readonly string[] Lines = Draw();
    private static CommandResult? _trained;

    private static string Version => Path.GetFileName(Directory.GetDirectories(Folder.Of("models/rows")).Single());

    private static string ModelPath(string models) => Folder.Of($"{models}/rows/{Version}/model.json");

    [ClassInitialize]
    public static async Task TrainAsync(TestContext context) => _trained = await TrainAsync(Write("rows.csv", Text(Lines)), "models", "--require", "amount");

    [ClassCleanup]
    public static void CleanUp() => Folder.Dispose();

    [TestMethod]
    public void Good_file_is_described_as_it_was_read()
    {
        Assert.AreEqual(0, _trained!.ExitCode, _trained.ToString());
        foreach (var line in new[] { "Rows: 300. Labels: \"no\", \"yes\".", "Values are divided by \",\"", "Numbers: \"amount\", \"count\".", "Categories: \"colour\" (3)." })
            Assert.Contains(line, _trained.Errors);
    }

    [TestMethod]
    public async Task Byte_order_mark_decimal_commas_and_tabulators_change_nothing_in_the_model()
    {
        var finnish = Text(Lines).Replace(',', ';').Replace('.', ',');
        (string Name, string Content, string[] Options)[] files =
        [
            ("mark", "\uFEFF" + Text(Lines), []),
            ("finnish", finnish, []),
            ("told", finnish, ["--delimiter", ";", "--decimal", ","]),
            ("tabulators", Text(Lines).Replace(',', '\t'), ["--delimiter", "tab"]),
        ];
        foreach (var (name, content, options) in files)
        {
            var result = await TrainAsync(Write($"{name}.csv", content), name, [.. options, "--require", "amount"]);

            Assert.AreEqual(0, result.ExitCode, result.ToString());
            Assert.AreEqual(await File.ReadAllTextAsync(ModelPath("models")), await File.ReadAllTextAsync(ModelPath(name)), name);
        }
    }

    [TestMethod]
    [DataRow("constant", ", column \"colour\": every row has the value \"x\"")]
    [DataRow("one-class", ", column \"label\": every row has the label \"yes\"")]
    [DataRow("not-a-number", ", row 43, column \"amount\": \"NaN\" is not a finite number")]
    [DataRow("infinity", ", row 43, column \"amount\": \"Infinity\" is not a finite number")]
    [DataRow("mixed", ", row 43, column \"amount\": \"much\" is not a number")]
    [DataRow("no-label", ", row 43, column \"label\": the row has no label")]
    [DataRow("many-categories", ", column \"colour\": there are more than 254 different values")]
    [DataRow("short-row", ", row 43: there are 3 values, and the heading names 4 columns")]
    [DataRow("open-quote", ", row 43")]
    [DataRow("heading-only", ": there is a heading and no row below it")]
    [DataRow("empty", ": the file is empty")]
    [DataRow("few-rows", "10 rows are too few")]
    [DataRow("wrong-delimiter", ": there is no column \"label\"", "--delimiter", ";")]
    [DataRow("wrong-label", ": there is no column \"lable\"", "--label", "lable")]
    [DataRow("missing-file", ": there is no such file")]
    public async Task Bad_file_is_refused_where_it_is_bad_and_nothing_is_written(string kind, string expected, params string[] options)
    {
        var path = Folder.Of($"{kind}.csv");
        if (Spoil(kind) is { } text)
            Write($"{kind}.csv", text);

        string[] label = options is ["--label", ..] ? [] : ["--label", "label"];
        var result = await HostProcess.RunAsync(["model", "train", "--csv", path, "--models", Folder.Of($"{kind}-models"), .. label, .. options]);

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        Assert.Contains(kind == "few-rows" ? expected : path + expected, result.Errors);
        RequireNoTrace(result);
        Assert.IsFalse(Directory.Exists(Folder.Of($"{kind}-models")), "Nothing is written.");
    }

    [TestMethod]
    [DataRow("truncated", "this is not what the file should hold")]
    [DataRow("newer", "is newer than palveluohjaus-model/1, which this version reads. Update the product")]
    [DataRow("altered", "the file has been altered since the version was saved")]
    [DataRow("gone", "model.json")]
    public async Task Broken_model_is_refused_with_its_file_and_scores_nothing(string kind, string expected)
    {
        var models = $"{kind}-registry";
        CopyRegistry(models);
        var (path, good) = (ModelPath(models), await File.ReadAllTextAsync(ModelPath("models")));
        var bad = kind switch
        {
            "truncated" => good[..(good.Length / 2)],
            "newer" => good.Replace("palveluohjaus-model/1", "palveluohjaus-model/2", StringComparison.Ordinal),
            _ => good.Replace("\"temperature\": ", "\"temperature\": 1", StringComparison.Ordinal),
        };
        await File.WriteAllTextAsync(path, bad);
        if (kind is "truncated" or "newer")
            await RehashAsync(path, good, bad);
        if (kind == "gone")
            File.Delete(path);
        var outFolder = Directory.CreateDirectory(Folder.Of($"{kind}-out")).FullName;

        var result = await HostProcess.RunAsync("model", "score", $"rows/{Version}", "--csv", Folder.Of("rows.csv"), "--out", Path.Combine(outFolder, "out.csv"), "--models", Folder.Of(models));

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        Assert.Contains(path, result.Errors);
        Assert.Contains(expected, result.Errors);
        RequireNoTrace(result);
        Assert.IsEmpty(Directory.GetFileSystemEntries(outFolder));
    }

    [TestMethod]
    public async Task Small_file_is_scored_with_its_keys_and_the_model_abstains_where_it_must()
    {
        var outFolder = OpenFolder("scored");
        var file = Write("new.csv", "who,colour,amount,count\nÅsa,x,9.5,1\nBo,y,9.5,1\nCai,y,,1\nDag,mauve,1.5,1\n");

        var result = await HostProcess.RunAsync(
            "model", "score", $"rows/{Version}", "--csv", file, "--key", "who", "--out", Path.Combine(outFolder, "out.csv"), "--models", Folder.Of("models"));

        Assert.AreEqual(0, result.ExitCode, result.ToString());
        var lines = await File.ReadAllLinesAsync(Path.Combine(outFolder, "out.csv"));
        Assert.AreEqual("who,segment,probability.no,probability.yes,possible,abstained", lines[0]);
        Assert.AreEqual("Åsa,no,no,false", WithoutProbabilities(lines[1]));
        Assert.AreEqual("Bo,yes,yes,false", WithoutProbabilities(lines[2]));
        StringAssert.StartsWith(lines[3], "Cai,,", StringComparison.Ordinal, "The model may not do without an amount.");
        StringAssert.EndsWith(lines[3], ",true", StringComparison.Ordinal);
        Assert.Contains("colour: 1 values that the model does not know count as missing, first \"mauve\" on row 5.", result.Errors);
        Assert.Contains("4 rows scored", result.Output);
        Assert.AreEqual("out.csv", Path.GetFileName(Directory.GetFileSystemEntries(outFolder).Single()), "Nothing under a temporary name is left.");
    }

    [TestMethod]
    public async Task Scoring_that_fails_leaves_the_file_that_was_there()
    {
        var outFolder = OpenFolder("kept");
        var outPath = Path.Combine(outFolder, "out.csv");
        await File.WriteAllTextAsync(outPath, "yesterday's");
        var file = Write("endless.csv", "colour,amount,count\nx,9.5,1\ny,Infinity,1\n");

        var result = await HostProcess.RunAsync("model", "score", $"rows/{Version}", "--csv", file, "--out", outPath, "--models", Folder.Of("models"));

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        Assert.Contains($"{file}, row 3, column \"amount\"", result.Errors);
        Assert.AreEqual("yesterday's", await File.ReadAllTextAsync(outPath));
        Assert.HasCount(1, Directory.GetFileSystemEntries(outFolder));
    }

    [TestMethod]
    public async Task Version_is_measured_beside_plain_models_by_group_on_the_rows_it_held_out()
    {
        string[] evaluate = ["model", "evaluate", $"rows/{Version}", "--label", "label", "--models", Folder.Of("models"), "--group", "count"];

        var own = await HostProcess.RunAsync([.. evaluate, "--csv", Folder.Of("rows.csv")]);
        var other = await HostProcess.RunAsync([.. evaluate, "--csv", Write("more.csv", Text([.. Lines, .. Lines]))]);

        Assert.AreEqual((0, 0), (own.ExitCode, other.ExitCode), own.ToString() + other);
        foreach (var word in new[] { "On 60 rows held out", "majority", "logistic", "by     group", "too few rows", "Drift from the training rows" })
            Assert.Contains(word, own.Output);
        Assert.DoesNotContain("another file", own.Errors);
        Assert.Contains($"rows/{Version} was made of another file; if this one repeats its rows, the figures flatter it.", other.Errors);
    }

    [TestMethod]
    public async Task Trainer_is_measured_beside_plain_models_by_the_same_folds()
    {
        var result = await HostProcess.RunAsync("model", "evaluate", "--csv", Folder.Of("rows.csv"), "--label", "label", "--folds", "3", "--rounds", "20");

        Assert.AreEqual(0, result.ExitCode, result.ToString());
        foreach (var word in new[] { "On 300 rows held out", "this model", "majority", "logistic" })
            Assert.Contains(word, result.Output);
    }

    [TestMethod]
    [DataRow("mlnet-gam comes with the ML.NET plug-in, which is not here. In the repository: dotnet publish src/Segmentation.MlNet", "--trainer", "mlnet-gam")]
    [DataRow("There is no trainer forest. There are: boosting", "--trainer", "forest")]
    [DataRow("something must be left to train on", "--test-share", "0.9")]
    [DataRow("Rounds are 1–100,000.", "--rounds", "0")]
    [DataRow("The segments are no, yes", "--monotone", "amount=+maybe")]
    [DataRow("The segments are no, yes", "--segment-weight", "maybe=2")]
    [DataRow("cannot be a collection's name", "--collection", "../up")]
    [DataRow("--require hue: the file has no such column", "--require", "hue")]
    public async Task Option_that_does_not_fit_is_refused_with_what_would(string expected, params string[] options)
    {
        var models = Folder.Of($"{string.Concat(options).GetHashCode(StringComparison.Ordinal):x}-models");

        var result = await HostProcess.RunAsync(["model", "train", "--csv", Folder.Of("rows.csv"), "--label", "label", "--models", models, .. options]);

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        Assert.Contains(expected, result.Errors);
        RequireNoTrace(result);
        Assert.IsFalse(Directory.Exists(models));
    }

    private static Task<CommandResult> TrainAsync(string path, string models, params string[] options) => HostProcess.RunAsync(
        ["model", "train", "--csv", path, "--label", "label", "--collection", "rows", "--models", Folder.Of(models), "--rounds", "20", "--no-comparators", .. options]);

    /// <summary>Yes when the amount is great, unless the colour is x: then the other way round.</summary>
    private static string[] Draw()
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, 300).Select(_ =>
        {
            var amount = random.NextDouble() * 10;
            var colour = "xyz"[random.Next(3)];
            return string.Create(CultureInfo.InvariantCulture, $"{amount:F3},{colour},{random.Next(10)},{(amount > 5 != (colour == 'x') ? "yes" : "no")}");
        })];
    }

    private static string? Spoil(string kind) => kind switch
    {
        "constant" => Text(Lines.Select(line => With(line, 1, "x"))),
        "one-class" => Text(Lines.Select(line => With(line, 3, "yes"))),
        "not-a-number" => Text(Spoiled(0, "NaN")),
        "infinity" => Text(Spoiled(0, "Infinity")),
        "mixed" => Text(Spoiled(0, "much")),
        "no-label" => Text(Spoiled(3, "")),
        "many-categories" => Text(Enumerable.Range(0, 10_000).Select(row => With(Lines[row % 300], 1, $"name {row}"))),
        "short-row" => Text([.. Lines[..41], "1.5,x,yes", .. Lines[42..]]),
        "open-quote" => Text(Spoiled(1, "\"x")),
        "heading-only" => Heading + "\n",
        "empty" => "",
        "few-rows" => Text(Lines[..10]),
        "missing-file" => null,
        _ => Text(Lines),
    };

    // The heading is row 1.
    private static string[] Spoiled(int column, string value) => [.. Lines.Select((line, index) => index == 41 ? With(line, column, value) : line)];

    private static string With(string line, int column, string value)
    {
        var values = line.Split(',');
        values[column] = value;
        return string.Join(',', values);
    }

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines.Prepend(Heading)) + "\n";

    private static string Write(string name, string text)
    {
        File.WriteAllText(Folder.Of(name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return Folder.Of(name);
    }

    private static string WithoutProbabilities(string line)
    {
        var values = line.Split(',');
        return string.Join(',', [.. values[..2], .. values[4..]]);
    }

    /// <summary>A folder that the process may write to, whoever it runs as.</summary>
    private static string OpenFolder(string name)
    {
        var folder = Directory.CreateDirectory(Folder.Of(name));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_111_111);
        return folder.FullName;
    }

    private static void CopyRegistry(string to)
    {
        var target = Directory.CreateDirectory(Folder.Of($"{to}/rows/{Version}"));
        foreach (var file in Directory.GetFiles(Folder.Of($"models/rows/{Version}")))
            File.Copy(file, Path.Combine(target.FullName, Path.GetFileName(file)));
    }

    /// <summary>As if the version had been saved so: the hashes would otherwise speak first.</summary>
    private static async Task RehashAsync(string path, string good, string bad)
    {
        var metrics = Path.Combine(Path.GetDirectoryName(path)!, "metrics.json");
        var text = await File.ReadAllTextAsync(metrics);
        await File.WriteAllTextAsync(metrics, text.Replace(HashOf(good), HashOf(bad), StringComparison.Ordinal));
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void RequireNoTrace(CommandResult result) => Assert.DoesNotContain("   at ", result.Errors, "A stack trace helps no one who runs a command.");
}
