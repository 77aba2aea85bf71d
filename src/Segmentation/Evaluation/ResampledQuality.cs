namespace Palveluohjaus.Segmentation.Evaluation;

/// <summary>The figures of a set of rows with their intervals, and the resampled accuracies behind one of them.</summary>
internal sealed record ResampledQuality(QualityFigures Figures, double[] Accuracies)
{
    public static ResampledQuality Of(RowQuality[] rows, int segmentCount, EvaluationOptions options, int stream)
    {
        const int BinCount = QualityMetrics.DefaultBinCount;
        var accuracy = new double[options.Resamples];
        var macroF1 = new double[options.Resamples];
        var logLoss = new double[options.Resamples];
        var brier = new double[options.Resamples];
        var calibrationError = new double[options.Resamples];
        Bootstrap.Run(rows.Length, options.Resamples, options.Seed, stream, () => new QualitySums(segmentCount, BinCount), (sums, resample, draws) =>
        {
            sums.Clear();
            for (var draw = 0; draw < draws.Count; draw++)
                sums.Add(in rows[draws.Next()]);
            accuracy[resample] = sums.Accuracy;
            macroF1[resample] = sums.MacroF1;
            logLoss[resample] = sums.LogLoss;
            brier[resample] = sums.Brier;
            calibrationError[resample] = sums.CalibrationError;
        });

        var all = QualitySums.Of(rows, segmentCount, BinCount);
        var figures = new QualityFigures(
            Bootstrap.Estimate(all.Accuracy, accuracy),
            Bootstrap.Estimate(all.MacroF1, macroF1),
            Bootstrap.Estimate(all.LogLoss, logLoss),
            Bootstrap.Estimate(all.Brier, brier),
            Bootstrap.Estimate(all.CalibrationError, calibrationError));
        return new ResampledQuality(figures, accuracy);
    }
}
