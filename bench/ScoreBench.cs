using System.Diagnostics;
using System.Globalization;
using Palveluohjaus.Segmentation.Tables;

namespace Palveluohjaus.Bench;

/// <summary>A population scored from file to file by the command a user would give, process start included.</summary>
internal static class ScoreBench
{
    private const int Everyone = 5_600_000;
    private const int RowsPerPart = 100_000;

    public static int Run(string[] rowCount)
    {
        var rows = rowCount.Length == 0 ? Everyone : int.Parse(rowCount[0], CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("palveluohjaus-score-");
        try
        {
            var input = Path.Combine(folder.FullName, "clients.csv");
            var output = Path.Combine(folder.FullName, "suggestions.csv");
            WriteClients(input, rows);
            var watch = Stopwatch.StartNew();
            using var process = Process.Start("dotnet", [
                Path.Combine(AppContext.BaseDirectory, "Palveluohjaus.Host.dll"), "model", "score",
                "--models", Path.Combine(AppContext.BaseDirectory, "models"), "--csv", input, "--out", output]);
            process.WaitForExit();
            if (process.ExitCode != 0)
                return process.ExitCode;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{watch.Elapsed.TotalSeconds:F1} s for {rows:N0} rows from file to file ({new FileInfo(input).Length / 1e6:N0} MB in, {new FileInfo(output).Length / 1e6:N0} MB out)"));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Parts are written one by one and put end to end, the heading once: millions of rows need not be in memory.</summary>
    private static void WriteClients(string path, int rowCount)
    {
        var part = path + ".part";
        using var whole = File.Create(path);
        for (var done = 0; done < rowCount; done += RowsPerPart)
        {
            CsvTable.Write(part, SampleClients.Draw(Math.Min(RowsPerPart, rowCount - done), seed: done, missingShare: 0.1));
            using var lines = File.OpenRead(part);
            while (done > 0 && lines.ReadByte() != '\n')
            {
            }

            lines.CopyTo(whole);
        }

        File.Delete(part);
    }
}
