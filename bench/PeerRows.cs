using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Bench;

/// <summary>
/// Rows for the comparison with peers: 40 columns of measures, counts and answers, one value in thirty missing, 4 segments whose
/// logits are smooth functions of 30 columns and of 20 pairs of them, with noise. Invented, and no peer's home ground.
/// </summary>
internal sealed class PeerRows
{
    public const int ColumnCount = 40;
    public const int SegmentCount = 4;
    private const int TellingColumns = 30;
    private const int Pairs = 20;
    private const double MissingShare = 0.03;

    private PeerRows(FeatureTable table, int[] labels)
    {
        Table = table;
        Labels = labels;
    }

    public FeatureTable Table { get; }

    public int[] Labels { get; }

    public static PeerRows Draw(int rowCount, int seed)
    {
        var random = new Random(seed);
        var rule = Rule.Draw(random);
        var columns = Enumerable.Range(0, ColumnCount).Select(_ => new float[rowCount]).ToArray();
        var labels = new int[rowCount];
        var standard = new double[ColumnCount];
        var logits = new double[SegmentCount];
        for (var row = 0; row < rowCount; row++)
        {
            for (var column = 0; column < ColumnCount; column++)
            {
                var normal = Normal(random);
                (columns[column][row], standard[column]) = (column / 10) switch
                {
                    1 => ((float)Math.Round(Math.Exp(normal) * 2), normal),
                    2 => (Math.Clamp((int)Math.Floor((normal * 1.2) + 2), 0, 3), normal),
                    _ => ((float)normal, normal),
                };
                if (random.NextDouble() < MissingShare)
                    (columns[column][row], standard[column]) = (float.NaN, 0);
            }

            rule.Logits(standard, logits);
            labels[row] = Drawn(random, logits);
        }

        var schema = new ModelSchema
        {
            Columns = [.. Enumerable.Range(0, ColumnCount).Select(column => ModelColumn.Number($"f{column}"))],
            Segments = [.. Enumerable.Range(0, SegmentCount).Select(segment => $"S{segment}")],
        };
        return new PeerRows(new FeatureTable(schema, columns, rowCount), labels);
    }

    /// <summary>The rows from–to, labelled.</summary>
    public LabelledRows Slice(int from, int to)
    {
        var rows = Enumerable.Range(from, to - from).ToArray();
        return new LabelledRows(Table.Take(rows), Labels[from..to]);
    }

    /// <summary>Writes rows.npy (row-major n × 40, single precision) and labels.npy.</summary>
    public void Export(string folder)
    {
        using (var file = File.Create(Path.Combine(folder, "rows.npy")))
        {
            WriteHeader(file, "<f4", $"{Table.RowCount}, {ColumnCount}");
            var row = new float[ColumnCount];
            for (var index = 0; index < Table.RowCount; index++)
            {
                Table.CopyRow(index, row);
                file.Write(MemoryMarshal.AsBytes(row.AsSpan()));
            }
        }

        using var labels = File.Create(Path.Combine(folder, "labels.npy"));
        WriteHeader(labels, "<i4", $"{Labels.Length},");
        labels.Write(MemoryMarshal.AsBytes(Labels.AsSpan()));
    }

    private static void WriteHeader(Stream file, string type, string shape)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape}), }}".PadRight(117) + "\n";
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        file.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]);
        file.Write(length);
        file.Write(Encoding.ASCII.GetBytes(header));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static int Drawn(Random random, double[] logits)
    {
        var probabilities = new double[logits.Length];
        Softmax.Apply(logits, 1, probabilities);
        var draw = random.NextDouble();
        var segment = 0;
        while (segment + 1 < logits.Length && (draw -= probabilities[segment]) > 0)
            segment++;
        return segment;
    }

    private sealed record Rule(double[] Slopes, double[] Shifts, double[] Weights, (int First, int Second)[] OfPairs, double[] PairWeights)
    {
        public static Rule Draw(Random random) => new(
            [.. Enumerable.Range(0, TellingColumns * SegmentCount).Select(_ => 0.5 + (1.5 * random.NextDouble()))],
            [.. Enumerable.Range(0, TellingColumns * SegmentCount).Select(_ => Normal(random))],
            [.. Enumerable.Range(0, TellingColumns * SegmentCount).Select(_ => 0.4 * Normal(random))],
            [.. Enumerable.Range(0, Pairs).Select(_ => (random.Next(15), 15 + random.Next(15)))],
            [.. Enumerable.Range(0, Pairs * SegmentCount).Select(_ => 0.5 * Normal(random))]);

        public void Logits(double[] standard, double[] logits)
        {
            for (var segment = 0; segment < SegmentCount; segment++)
            {
                double sum = 0;
                for (var column = 0; column < TellingColumns; column++)
                {
                    var index = (column * SegmentCount) + segment;
                    sum += Weights[index] * Math.Tanh((standard[column] * Slopes[index]) + Shifts[index]);
                }

                for (var pair = 0; pair < Pairs; pair++)
                    sum += PairWeights[(pair * SegmentCount) + segment] * Math.Tanh(standard[OfPairs[pair].First]) * Math.Tanh(standard[OfPairs[pair].Second]);
                logits[segment] = sum;
            }
        }
    }
}
